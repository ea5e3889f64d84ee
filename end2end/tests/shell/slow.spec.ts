// The page is there before its client code is.
import { expect, test } from '../../support/test';
import { place } from '../../support/inline';
import { newClient } from '../../support/firm';

test('what was typed before the client code came is still there after it', async ({ seat, page, scripting }) => {
  test.skip(!scripting, 'there is no client code to come');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/pkg/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/clients/new', { waitUntil: 'domcontentloaded' });
  await page.getByLabel('Name').fill('Early bird');
  await page.getByLabel('Currency').selectOption('EUR');
  await expect(page.locator('html')).not.toHaveAttribute('data-e2e-hydrated');
  release();
  await seat.ready();
  await expect(page.getByLabel('Name')).toHaveValue('Early bird');
  await expect(page.getByLabel('Currency')).toHaveValue('EUR');
});

test('a value is edited before the client code came, by the server alone', async ({ seat, page, server, scripting, watch }) => {
  test.skip(!scripting, 'there is no client code to wait for');
  watch.foreseeOffline();
  const client = await newClient(seat, server);
  await page.route('**/pkg/*.wasm', (route) => route.abort());
  const shown = place(seat, 'Industry');
  await page.goto(client.path, { waitUntil: 'domcontentloaded' });
  await shown.pencil.click();
  await shown.field.fill('Early shipping');
  await shown.field.press('Enter');
  await expect(shown.box).toContainText('Early shipping');
  await expect(shown.form).toHaveCount(0);
  expect(server.value(`select industry from client where name = '${client.name}'`)).toBe('Early shipping');
});
