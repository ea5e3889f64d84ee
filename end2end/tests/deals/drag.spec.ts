import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { violations } from '../../support/axe';
import { board, expected, expectedTotals, totals } from '../../support/board';
import { deal, dealsWhere, stages, ungate, type Deal } from '../../support/firm';
import { card } from '../../support/menu';
import type { Server } from '../../support/server';

test.skip(({ scripting }) => !scripting, 'cards are dragged by client code');

/** The deals of a stage as the board shows them. */
const inStage = (server: Server, stage: string): Deal[] => dealsWhere(server, `o.stage = '${stage}' order by o.rank, o.id`);
const column = (page: Page, name: string): Locator => page.locator(`section[aria-label="${name}"]`);

async function middle(of: Locator): Promise<{ x: number; y: number }> {
  await of.scrollIntoViewIfNeeded();
  const box = await of.boundingBox();
  if (!box) {
    throw new Error('it is not on the page');
  }
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 40) };
}

/** Presses on the card and moves it over a place, without letting go. */
async function dragOver(page: Page, from: Locator, over: Locator): Promise<void> {
  const start = await middle(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 4, { steps: 2 });
  const end = await middle(over);
  await page.mouse.move(end.x, end.y, { steps: 6 });
}

async function agrees(page: Page, server: Server): Promise<void> {
  const now = dealsWhere(server, '1 = 1');
  await expect.poll(async () => board(page)).toEqual(expected(stages(server), now));
  expect(await totals(page)).toEqual(expectedTotals(stages(server), now));
}

let regate = (): void => undefined;
/** So that no gate is in the way of a test that is about something else. */
const ungated = (server: Server): void => {
  regate = ungate(server);
};
test.afterEach(() => {
  regate();
  regate = () => undefined;
});

test('a card dragged to another stage stands there at once, the totals settle, and undo brings it back', async ({ seat, page, server }) => {
  ungated(server);
  const moving = inStage(server, 'lead')[1];
  const target = inStage(server, 'qualified')[1];
  if (!moving || !target) throw new Error('too few deals');
  await seat.open('/deals');
  await dragOver(page, card(page, moving.id), card(page, target.id));
  await expect(page.locator('.card.is-lifted')).toBeVisible();
  await expect(column(page, 'Qualified').locator('.column-hint')).toContainText('→');
  await page.mouse.up();
  await expect(page.locator('.card.is-lifted')).toHaveCount(0);
  await expect(column(page, 'Qualified').locator(`[data-deal="${moving.id}"]`)).toBeVisible();
  await expect(page.locator('.toast')).toContainText(`Moved ${moving.name} to Qualified.`);
  await agrees(page, server);
  expect(deal(server, moving.id).stage).toBe('qualified');
  const order = inStage(server, 'qualified').map(({ id }) => id);
  expect(Math.abs(order.indexOf(moving.id) - order.indexOf(target.id)), 'it stands where it was dropped').toBe(1);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(column(page, 'Lead').locator(`[data-deal="${moving.id}"]`)).toBeVisible();
  await agrees(page, server);
  expect(inStage(server, 'lead').map(({ id }) => id).indexOf(moving.id)).toBe(1);
});

test('Escape in mid-drag and a drop outside leave everything as it was', async ({ seat, page, server }) => {
  const moving = inStage(server, 'lead')[0];
  if (!moving) throw new Error('no deal');
  await seat.open('/deals');
  await dragOver(page, card(page, moving.id), column(page, 'Discovery').locator('.column-head'));
  await page.locator('.board').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('.card.is-lifted')).toHaveCount(0);
  await page.mouse.up();
  expect(deal(server, moving.id)).toEqual(moving);
  await dragOver(page, card(page, moving.id), page.getByRole('heading', { level: 1 }));
  await page.mouse.up();
  expect(deal(server, moving.id)).toEqual(moving);
  await expect(column(page, 'Lead').locator(`[data-deal="${moving.id}"]`)).toBeVisible();
});

test('a card is put elsewhere in its own stage', async ({ seat, page, server }) => {
  const [first, , third] = inStage(server, 'discovery');
  if (!first || !third) throw new Error('too few deals');
  await seat.open('/deals');
  await dragOver(page, card(page, first.id), card(page, third.id));
  const box = await card(page, third.id).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + (box?.height ?? 0) - 6);
  await page.mouse.up();
  await expect.poll(() => inStage(server, 'discovery').slice(0, 3).map(({ id }) => id).indexOf(first.id)).toBe(2);
  await seat.reload();
  const shown = await column(page, 'Discovery').locator('.card').evaluateAll((cards) => cards.map((one) => one.getAttribute('data-deal')));
  expect(shown).toEqual(inStage(server, 'discovery').map(({ id }) => id));
});

test('by the keyboard alone: lift, choose, drop, with every step told', async ({ seat, page, server }) => {
  ungated(server);
  const moving = inStage(server, 'lead')[0];
  if (!moving) throw new Error('no deal');
  await seat.open('/deals');
  const said = page.locator('[role="status"][aria-live="assertive"]');
  await card(page, moving.id).locator('.card-title a').focus();
  await page.keyboard.press('Space');
  await expect(said).toContainText(`Lifted ${moving.name}`);
  await page.keyboard.press('ArrowRight');
  await expect(said).toContainText('Qualified, position 1 of');
  await page.keyboard.press('ArrowDown');
  await expect(said).toContainText('Qualified, position 2 of');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Space');
  await expect(said).toContainText(`Moved ${moving.name} to Qualified`);
  await expect.poll(() => inStage(server, 'qualified')[1]?.id).toBe(moving.id);
  await expect(card(page, moving.id).locator('.card-title a')).toBeFocused();

  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => deal(server, moving.id).stage).toBe('discovery');
  await expect(card(page, moving.id).locator('.card-title a')).toBeFocused();
  // Told of it, the page knows what there is to take back.
  await expect(said).toContainText(`Moved ${moving.name} to Discovery`);
  await page.keyboard.press('z');
  await expect.poll(() => deal(server, moving.id).stage).toBe('qualified');

  await card(page, moving.id).locator('.card-title a').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(said).toContainText('Cancelled');
  expect(deal(server, moving.id).stage).toBe('qualified');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys on the board' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  await expect(page).toHaveURL(/view=table/);
});

test('a gap opens the sheet, each is filled in right there, and the card goes on', async ({ seat, page, server }) => {
  const moving = inStage(server, 'proposal')[0];
  const target = inStage(server, 'negotiation')[0];
  if (!moving || !target) throw new Error('too few deals');
  server.set(`delete from criterion_tick where ${server.id('opportunity_id')} = '${server.engine === 'sqlite' ? moving.id.replaceAll('-', '') : moving.id}'`);
  await seat.open('/deals');
  await dragOver(page, card(page, moving.id), card(page, target.id));
  await expect(column(page, 'Negotiation').locator('.column-hint')).toContainText(/exit criteria of \w+ unmet/);
  await page.mouse.up();
  const sheet = page.getByRole('dialog', { name: 'Before it moves on' });
  await expect(sheet).toBeVisible();
  await expect(column(page, 'Proposal').locator(`[data-deal="${moving.id}"]`), 'back in its place meanwhile').toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(deal(server, moving.id)).toEqual(moving);
  await expect(sheet.locator('.gap')).not.toHaveCount(0);
  const before = await sheet.locator('.gap').count();
  await sheet.getByRole('button', { name: 'Tick: Proposal delivered' }).click();
  await expect(sheet.locator('.gap')).toHaveCount(before - 1);

  const move = sheet.getByRole('button', { name: /^Move/ });
  if ((await sheet.locator('.gap').count()) > 0) {
    await move.click();
    await expect(sheet).toContainText('Say why it moves on all the same');
    await sheet.getByLabel('Why move it on all the same?').fill('The board meets tomorrow.');
  }
  await move.click();
  await expect(sheet).toBeHidden();
  await expect.poll(() => deal(server, moving.id).stage).toBe('negotiation');
  await agrees(page, server);
});

test('a finger that rests lifts a card, and one that moves scrolls', async ({ browserOf, server }) => {
  ungated(server);
  const moving = inStage(server, 'lead')[0];
  const target = inStage(server, 'qualified')[0];
  if (!moving || !target) throw new Error('too few deals');
  const seat = await browserOf('admin');
  const { page } = seat;
  await seat.open('/deals');
  const touch = await page.context().newCDPSession(page);
  const send = (type: string, points: { x: number; y: number }[]): Promise<unknown> => touch.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
  const [from, to] = [await middle(card(page, moving.id)), await middle(card(page, target.id))];
  // A swipe at once is a scroll.
  await send('touchStart', [from]);
  await send('touchMove', [{ x: from.x, y: from.y - 60 }]);
  await send('touchEnd', []);
  await page.waitForTimeout(350);
  await expect(page.locator('.card.is-lifted')).toHaveCount(0);
  expect(deal(server, moving.id)).toEqual(moving);
  await seat.reload();
  const [again, there] = [await middle(card(page, moving.id)), await middle(card(page, target.id))];
  await send('touchStart', [again]);
  await expect(page.locator('.card.is-lifted')).toBeVisible();
  for (let step = 1; step <= 5; step += 1) {
    await send('touchMove', [{ x: again.x + ((there.x - again.x) * step) / 5, y: again.y + ((there.y - again.y) * step) / 5 }]);
  }
  await expect(column(page, 'Qualified')).toHaveClass(/is-target/);
  await send('touchEnd', []);
  await expect.poll(() => deal(server, moving.id).stage).toBe('qualified');
  void to;
});

test('a folded column takes what is dropped on it, and opens under a card that waits', async ({ seat, page, server }) => {
  ungated(server);
  const [first, second] = inStage(server, 'lead');
  if (!first || !second) throw new Error('too few deals');
  await seat.open('/deals?folded=qualified');
  await expect(column(page, 'Qualified')).toHaveClass(/is-folded/);
  await dragOver(page, card(page, first.id), column(page, 'Qualified').locator('.column-count'));
  await page.mouse.up();
  await expect.poll(() => deal(server, first.id).stage).toBe('qualified');
  await expect(column(page, 'Qualified')).toHaveClass(/is-folded/);
  await dragOver(page, card(page, second.id), column(page, 'Qualified').locator('.column-count'));
  await expect(column(page, 'Qualified')).not.toHaveClass(/is-folded/);
  await expect(column(page, 'Qualified').locator('.card').first()).toBeVisible();
  await page.mouse.up();
  await expect.poll(() => deal(server, second.id).stage).toBe('qualified');
});

test('a lost network, a session that ended and a deal that is gone: the card goes back and says why', async ({ seat, page, server, watch }) => {
  ungated(server);
  const [first, second] = inStage(server, 'lead');
  if (!first || !second) throw new Error('too few deals');
  const target = column(page, 'Qualified').locator('.card').first();
  await seat.open('/deals');
  await page.route('**/api/move_deal', (route) => route.abort());
  watch.foreseeOffline();
  watch.foresee(401, 404);
  await dragOver(page, card(page, first.id), target);
  await page.mouse.up();
  await expect(page.locator('.toast')).toContainText('the server cannot be reached');
  await expect(column(page, 'Lead').locator(`[data-deal="${first.id}"]`)).toBeVisible();
  await page.unroute('**/api/move_deal');

  server.set(`delete from opportunity where ${server.id('id')} = '${server.engine === 'sqlite' ? second.id.replaceAll('-', '') : second.id}'`);
  await dragOver(page, card(page, second.id), target);
  await page.mouse.up();
  await expect(page.locator('.toast').last()).toContainText('is gone, or no longer yours');
  await expect(page.locator(`[data-deal="${second.id}"]`), 'and does not stand there any more').toHaveCount(0);

  await page.context().clearCookies();
  await dragOver(page, card(page, first.id), target);
  await page.mouse.up();
  await expect(page.locator('.toast').last()).toContainText(/sign in/i);
  await expect(column(page, 'Lead').locator(`[data-deal="${first.id}"]`)).toBeVisible();
  expect(deal(server, first.id).stage).toBe('lead');
});

test('somebody faster: the card stays where they put it, and moving it anyway is one click', async ({ seat, page, server, watch }) => {
  watch.foresee(409);
  watch.foreseeOffline();
  ungated(server);
  const moving = inStage(server, 'lead')[0];
  if (!moving) throw new Error('no deal');
  // Before the channel can tell of it.
  await page.route('**/live**', (route) => route.abort());
  await seat.open('/deals');
  const moved = await page.request.post(`${server.url}/api/move_deal`, { form: { id: moving.id, to: 'proposal', version: String(moving.version) } });
  expect(moved.status()).toBe(200);
  await dragOver(page, card(page, moving.id), column(page, 'Qualified').locator('.card').first());
  await page.mouse.up();
  const told = page.locator('.toast').filter({ hasText: 'Somebody moved' });
  await expect(told).toContainText('to Proposal meanwhile');
  await expect(column(page, 'Proposal').locator(`[data-deal="${moving.id}"]`)).toBeVisible();
  await told.getByRole('button', { name: 'Move anyway' }).click();
  await expect.poll(() => deal(server, moving.id).stage).toBe('qualified');
  await agrees(page, server);
});

test('a card let go over the panel beside the board stays where it was', async ({ seat, page, server }) => {
  ungated(server);
  const [open, moving] = inStage(server, 'lead');
  if (!open || !moving) throw new Error('too few deals');
  await seat.open(`/deals?open=${open.id}`);
  const beside = page.getByRole('complementary', { name: open.name });
  await expect(beside).toBeVisible();
  const from = await middle(card(page, moving.id));
  const panel = await beside.boundingBox();
  if (!panel) throw new Error('the panel is not on the page');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(panel.x + panel.width / 2, panel.y + panel.height / 2, { steps: 8 });
  await expect(page.locator('.card.is-lifted')).toBeVisible();
  await expect(page.locator('.board .is-target')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('.card.is-lifted')).toHaveCount(0);
  await agrees(page, server);
  expect(deal(server, moving.id)).toEqual(moving);
});
