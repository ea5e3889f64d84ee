import { expect, test, type Locator, type Seat } from '../../support/test';

const REASONS = '/settings/loss-reasons';
const names = (seat: Seat): Locator => seat.page.locator('.reason-name .inline-text');
const reason = (seat: Seat, name: string): Locator => seat.page.locator('.reason-list > li').filter({ hasText: name });

test('reasons are added, renamed, put in order and taken away', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(REASONS);
  await expect(names(seat).first()).toHaveText('Price');
  await page.getByLabel('Add a reason').fill('Merger');
  await page.keyboard.press('Enter');
  await expect(names(seat).last()).toHaveText('Merger');
  await seat.ready();
  await expect(page.getByLabel('Add a reason')).toHaveValue('');
  if (scripting) {
    // Ready for the next one; only then is the focus anybody else's to move.
    await expect(page.getByLabel('Add a reason')).toBeFocused();
  }

  const up = page.getByRole('button', { name: 'Move Merger up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(names(seat).nth(6)).toHaveText('Merger');
  await seat.ready();
  if (scripting) {
    await expect(up).toBeFocused();
  }

  await reason(seat, 'Merger').hover();
  await reason(seat, 'Merger').getByRole('link', { name: 'Edit Name of Merger' }).click();
  const field = page.getByRole('textbox', { name: 'Name of Merger' });
  await field.waitFor();
  await seat.ready();
  await field.fill('Takeover');
  await field.press('Enter');
  await expect(names(seat).nth(6)).toHaveText('Takeover');
  await seat.ready();

  await reason(seat, 'Takeover').hover();
  await reason(seat, 'Takeover').locator('.menu > summary').click();
  await expect(reason(seat, 'Takeover').locator('.menu-note')).toHaveText('No lost deal names it.');
  await reason(seat, 'Takeover').getByRole('button', { name: 'Remove reason' }).click();
  await expect(names(seat)).toHaveText(['Price', 'No budget', 'No decision', 'Timing', 'Competitor', 'Fit', 'Relationship']);
  expect(server.sql('select position from loss_reason order by position').map(([place]) => Number(place))).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a name that is on the list is refused where it is typed', async ({ ownServer, browserOf, watch }) => {
  watch.foresee(422);
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(REASONS);
  await page.getByLabel('Add a reason').fill('PRICE');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.locator('.reason-add .field-error')).toHaveText('This is on the list already.');
  await expect(page.getByLabel('Add a reason')).toHaveValue('PRICE');
  await seat.ready();
  await page.getByLabel('Add a reason').fill('Internal politics');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(names(seat).last()).toHaveText('Internal politics');
  await expect(page.locator('.reason-add .field-error')).toHaveCount(0);
});
