import { expect, test, type Page } from '../../support/test';
import { dealsWhere } from '../../support/firm';

/** What has the focus, in a few words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? '' : (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
  });

/** Whether a person can see where the focus is: inside the window, with a mark around it. */
const visible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return false;
    const outlined = (one: Element | null): boolean => {
      const style = one === null ? undefined : getComputedStyle(one);
      return style !== undefined && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    };
    // The mark may stand around what the link covers: its card, its label.
    const around = [element, element.parentElement, element.closest('.card'), element.closest('label'), element.id ? document.querySelector(`label[for="${element.id}"]`) : null];
    const shown = element.getBoundingClientRect();
    const inside = shown.bottom > 0 && shown.top < innerHeight && shown.right > 0 && shown.left < innerWidth;
    return inside && (around.some(outlined) || getComputedStyle(element).boxShadow !== 'none');
  });

test('the first Tab offers to skip to the page, and does', async ({ seat, page }) => {
  await seat.open('/clients');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the page');
  expect(await visible(page)).toBe(true);
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('#main') !== null), 'the next Tab is inside the page').toBe(true);
  expect(await focused(page)).toBe('Add client');
});

test('Tab walks the page from the top, always visible, to the first card’s menu', async ({ seat, page, server }) => {
  await seat.open('/deals');
  const walked: string[] = [];
  while (walked.length < 60 && !walked.at(-1)?.startsWith('Move ')) {
    await page.keyboard.press('Tab');
    walked.push(await focused(page));
    expect(await visible(page), `the focus on “${walked.at(-1)}” (stop ${walked.length}) can be seen`).toBe(true);
  }
  expect(walked.at(-1)).toMatch(/^Move /);
  const order = ['Skip to the page', 'Pipeline', 'Clients', 'My account', 'Board', 'Table', 'Show'].map((words) => walked.indexOf(words));
  expect(order, walked.join(' | ')).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(dealsWhere(server, '1 = 1').map(({ name }) => `Move ${name}`)).toContain(walked.at(-1));
});

test('the menu at a card opens by Enter, arrows move in it, Esc closes it and gives the focus back', async ({ seat, page, scripting }) => {
  await seat.open('/deals');
  const link = page.locator('.card-move').first();
  const label = (await link.getAttribute('aria-label')) ?? '';
  await link.focus();
  await page.keyboard.press('Enter');
  if (!scripting) {
    // Without client code it is a page that offers the same.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(label);
    await expect(page.locator('.move-choice .menu-item').first()).toHaveText('Move to Qualified');
    return;
  }
  const menu = page.getByRole('group', { name: label });
  const items = menu.locator('.menu-item');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(link).toBeFocused();
  // A click elsewhere closes it, and so does one on its own place; Tab past its end does too.
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(menu).toBeHidden();
  await link.click();
  await expect(menu).toBeVisible();
  await link.click();
  await expect(menu).toBeHidden();
  // Tab goes from item to item; past either end it goes on from the card.
  await link.click();
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await expect(menu).toBeHidden();
  await expect(page.locator('.card').nth(1).locator(':focus')).toHaveCount(1);
  await link.click();
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(menu).toBeHidden();
  await expect(page.locator('.card').first().locator('.card-title :focus')).toHaveCount(1);
  expect(page.url()).toMatch(/\/deals$/);
});

test('the menu on a deal’s page opens by Enter, arrows move in it, Esc closes it and gives the focus back', async ({ seat, page, server, scripting }) => {
  await seat.open(`/deals/${dealsWhere(server, "o.stage = 'lead'")[0]?.id}`);
  const menu = page.locator('.page-actions details');
  const summary = menu.locator('summary');
  const items = menu.locator('.menu-item');
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toHaveAttribute('open');
  await page.keyboard.press(scripting ? 'ArrowDown' : 'Tab');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press(scripting ? 'ArrowDown' : 'Tab');
  await expect(items.nth(1)).toBeFocused();
  if (scripting) {
    await page.keyboard.press('Escape');
    await expect(summary).toBeFocused();
  } else {
    await summary.focus();
    await page.keyboard.press('Enter');
  }
  await expect(menu).not.toHaveAttribute('open');
});

test('a deal is moved without a mouse', async ({ seat, page, server, scripting }) => {
  const chosen = dealsWhere(server, "o.stage = 'lead' order by o.expected_close_date is null, o.expected_close_date, o.value desc, o.id")[0];
  await seat.open('/deals');
  await page.locator('section[aria-label="Lead"]').locator(`a[href="/deals/${chosen?.id}/move"]`).focus();
  await page.keyboard.press('Enter');
  const next = page.locator('.menu-list.is-hanging, .move-choice').getByRole('button', { name: 'Move to Qualified' });
  if (!scripting) {
    await next.focus();
  }
  await expect(next).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('section[aria-label="Qualified"]').locator(`a[href="/deals/${chosen?.id}"]`)).toBeVisible();
});

test('on a phone the places are in the bar, and the person behind More', async ({ seat, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await seat.open('/deals');
  await expect(page.locator('.rail')).toBeHidden();
  const bar = page.getByRole('navigation', { name: 'Main places' });
  await bar.getByRole('link', { name: 'Clients' }).click();
  await expect(page).toHaveURL(/\/clients$/);
  await seat.ready();
  await bar.locator('summary').click();
  await expect(bar.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Dark colours' })).toBeVisible();
});
