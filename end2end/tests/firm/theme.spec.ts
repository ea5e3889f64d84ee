import { expect, test, type Page } from '../../support/test';
import { openUserMenu } from '../../support/menu';

/** How bright the page's ground is, 0 to 255. */
const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('no canvas');
    const layers = [document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor);
    for (const colour of ['white', ...layers]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

test('the colours that I choose stay, whatever the system has', async ({ seat, page }) => {
  await seat.open('/clients');
  expect(await brightness(page)).toBeGreaterThan(200);
  for (const [choice, dark] of [['Dark', true], ['Light', false]] as const) {
    const menu = await openUserMenu(page);
    await menu.getByRole('button', { name: `${choice} colours` }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', choice.toLowerCase());
    await expect(page, 'the choice leads back to where it was made').toHaveURL(/\/clients\??$/);
    await seat.ready();
    await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark' });
    await seat.open('/deals');
    expect((await brightness(page)) < 100, `${choice} holds on another page`).toBe(dark);
    await seat.open('/clients');
    expect((await brightness(page)) < 100).toBe(dark);
  }
  const menu = await openUserMenu(page);
  await expect(menu.getByRole('button', { name: 'Light colours' })).toHaveAttribute('aria-pressed', 'true');
  await menu.getByRole('button', { name: 'System colours' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  await seat.ready();
  expect(await brightness(page), 'the system is dark').toBeLessThan(100);
});
