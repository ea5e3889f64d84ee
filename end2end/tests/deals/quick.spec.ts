// Value, close date and next step from the board, without leaving it.
import { expect, test } from '../../support/test';
import { deal } from '../../support/firm';
import { card } from '../../support/menu';
import { openDeal } from '../../support/won';
import type { Locator, Page } from '@playwright/test';

test.skip(({ scripting }) => !scripting, 'a key of the board; without client code the deal’s page has the fields');

async function quick(page: Page, id: string): Promise<Locator> {
  await card(page, id).getByRole('link').first().focus();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Value, close date, next step' });
  await expect(dialog.getByLabel('Value')).toBeFocused();
  return dialog;
}

test('a card’s value, date and next step are typed on the board; what is wrong is said where it is', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const chosen = openDeal(server, 'proposal');
  await seat.open('/deals');
  const dialog = await quick(page, chosen.id);
  await dialog.getByLabel('Value').fill('a lot');
  await dialog.getByLabel('Next step').fill('Call their lawyer');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.locator('.field-error')).toHaveCount(1);
  await expect(dialog.getByLabel('Value')).toHaveValue('a lot');
  await expect(dialog.getByLabel('Next step')).toHaveValue('Call their lawyer');
  await dialog.getByLabel('Value').fill('77123');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, chosen.id)).toContainText('77,123');
  expect(deal(server, chosen.id).value).toBe(7_712_300);
  await seat.open(`/deals/${chosen.id}`);
  await expect(page.getByText('Call their lawyer').first(), 'the card has only when, the page has what').toBeVisible();
});

test('somebody changes the value meanwhile: it is said, and saving once more replaces it', async ({ seat, page, server, browserOf, watch }) => {
  watch.foresee(409);
  const chosen = openDeal(server, 'proposal', 1);
  await seat.open('/deals');
  const dialog = await quick(page, chosen.id);
  await dialog.getByLabel('Value').fill('81000');
  const other = await browserOf('admin');
  const form = { id: chosen.id, field: 'value', value: '64000', version: String(chosen.version) };
  await other.page.request.post(`${server.url}/api/edit_deal`, { form });
  expect(deal(server, chosen.id).value).toBe(6_400_000);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.locator('.field-error')).toContainText('64,000 meanwhile; the board shows it now. Save again to replace it.');
  await expect(card(page, chosen.id), 'the board has what the message speaks of').toContainText('64,000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(deal(server, chosen.id).value).toBe(8_100_000);
});
