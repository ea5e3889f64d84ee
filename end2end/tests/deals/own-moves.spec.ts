// What I moved, found again after the notice with its way back is gone.
import { expect, test } from '../../support/test';
import { deal, dealsWhere, ungate } from '../../support/firm';
import { card, openCardMenu } from '../../support/menu';

test('a move is found under my moves and taken back there', async ({ seat, page, server }) => {
  const regate = ungate(server);
  const chosen = dealsWhere(server, "o.stage = 'qualified' order by o.rank")[0]!;
  await seat.open('/deals');
  await (await openCardMenu(card(page, chosen.id))).getByRole('button', { name: 'Move to Discovery' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('discovery');
  await seat.open('/deals');
  await page.getByRole('link', { name: 'My moves' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My moves');
  await seat.ready();
  const row = page.locator('tbody tr').filter({ has: page.locator(`a[href="/deals/${chosen.id}"]`) }).first();
  await expect(row).toContainText('Qualified');
  await expect(row).toContainText('Discovery');
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('qualified');
  await expect(row).toContainText('Takes a move back');
  await expect(page.locator('tbody tr').filter({ has: page.locator(`a[href="/deals/${chosen.id}"]`) }).nth(1)).toContainText('Taken back');
  await expect(page).toHaveURL(/\/deals\/moves$/);
  regate();
});

test('who moved it on meanwhile is not overruled: the page says so', async ({ seat, page, server, browserOf, watch, scripting }) => {
  watch.foresee(422);
  const regate = ungate(server);
  const chosen = dealsWhere(server, "o.stage = 'qualified' order by o.rank")[1]!;
  await seat.open('/deals');
  await (await openCardMenu(card(page, chosen.id))).getByRole('button', { name: 'Move to Discovery' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('discovery');
  await seat.open('/deals/moves');
  const row = page.locator('tbody tr').filter({ has: page.locator(`a[href="/deals/${chosen.id}"]`) }).first();
  await expect(row.getByRole('button', { name: 'Undo' })).toBeVisible();
  const other = await browserOf('admin');
  await other.open('/deals');
  await (await openCardMenu(card(other.page, chosen.id))).getByRole('button', { name: 'Move to Proposal' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('proposal');
  if (scripting) {
    // The same person's other move: the list follows by itself.
    await expect(row).toContainText('Proposal');
  } else {
    await row.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('alert')).toHaveText('It was moved again since; take that move back first.');
    await expect.poll(() => deal(server, chosen.id).stage).toBe('proposal');
  }
  regate();
});

test('a session that has ended is told, and the list stays to be tried again', async ({ seat, page, server, watch, scripting }) => {
  test.skip(!scripting, 'without client code whoever is signed out is led to the sign-in');
  watch.foresee(401);
  const regate = ungate(server);
  const chosen = dealsWhere(server, "o.stage = 'qualified' order by o.rank")[2]!;
  await seat.open('/deals');
  await (await openCardMenu(card(page, chosen.id))).getByRole('button', { name: 'Move to Discovery' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('discovery');
  await seat.open('/deals/moves');
  const row = page.locator('tbody tr').filter({ has: page.locator(`a[href="/deals/${chosen.id}"]`) }).first();
  const mine = await page.context().cookies();
  await page.context().clearCookies();
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alert')).toContainText('Your session has ended');
  await expect(row).toContainText('Discovery');
  expect(deal(server, chosen.id).stage).toBe('discovery');
  await page.context().addCookies(mine);
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('qualified');
  await expect(page.getByRole('alert')).toHaveCount(0);
  regate();
});

test('a viewer has no list, and is not offered one', async ({ browserOf, watch }) => {
  watch.foresee(403);
  const seat = await browserOf('viewer');
  await seat.open('/deals');
  await expect(seat.page.getByRole('link', { name: 'My moves' })).toHaveCount(0);
  await seat.open('/deals/moves');
  await expect(seat.page.getByRole('table')).toHaveCount(0);
});
