import { expect, test } from '../../support/test';
import { board, expected, expectedTotals, totals } from '../../support/board';
import { deal, dealsWhere, stages, ungate, type Deal } from '../../support/firm';
import { card, openCardMenu } from '../../support/menu';
import type { Server } from '../../support/server';

/** A deal that stands among the first cards of its column. */
function someDeal(server: Server, stage: string, skip = 0): Deal {
  const found = dealsWhere(server, `o.stage = '${stage}' order by o.expected_close_date is null, o.expected_close_date, o.value desc, o.id`)[skip];
  if (!found) {
    throw new Error(`no deal stands in ${stage}`);
  }
  return found;
}

let regate = (): void => undefined;
test.afterEach(() => {
  regate();
  regate = () => undefined;
});

async function verified(server: Server): Promise<number> {
  const said = await server.must(['audit', 'verify']);
  const rows = /The audit log is whole: (\d+) rows/.exec(said)?.[1];
  expect(rows, said).toBeDefined();
  return Number(rows);
}

test('a card is moved by its menu: columns, totals, history, database and audit log agree', async ({ seat, page, server }) => {
  const chosen = someDeal(server, 'lead');
  await seat.open('/deals');
  await page.getByRole('link', { name: chosen.name, exact: true }).and(page.locator(`[href="/deals/${chosen.id}"]`)).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(chosen.name);
  const history = page.locator('.timeline > li');
  const steps = await history.allInnerTexts();
  expect(steps.at(-1)).toContain('Opened in Lead');

  await seat.open('/deals');
  const rows = await verified(server);
  const menu = await openCardMenu(card(page, chosen.id));
  await expect(menu.locator('.menu-item').first()).toHaveText('Move to Qualified');
  await menu.getByRole('button', { name: 'Move to Qualified' }).click();
  await expect(page.locator('section[aria-label="Qualified"]').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await expect(page).toHaveURL(/\/deals\??$/);
  await seat.ready();

  // The card stands there before the server has said yes.
  await expect.poll(() => deal(server, chosen.id)).toEqual({ ...chosen, stage: 'qualified', version: chosen.version + 1 });
  const now = dealsWhere(server, '1 = 1');
  await expect.poll(() => board(page)).toEqual(expected(stages(server), now));
  expect(await totals(page)).toEqual(expectedTotals(stages(server), now));
  const columns = await board(page);
  await seat.reload();
  expect(await board(page), 'a fresh page says the same').toEqual(columns);

  await seat.open(`/deals/${chosen.id}`);
  await expect(history).toHaveCount(steps.length + 1);
  await expect(history.first()).toContainText('Lead → Qualified');
  await expect(history.first()).toContainText(server.value(`select name from "user" where email = 'admin@demo.test'`));
  await expect(page.locator('.step.is-current')).toHaveText('Qualified');
  const changes = server.sql(`select from_stage, to_stage from opportunity_stage_change where ${server.id('opportunity_id')} = '${server.engine === 'sqlite' ? chosen.id.replaceAll('-', '') : chosen.id}' order by changed_at desc`);
  expect(changes[0]).toEqual(['lead', 'qualified']);
  expect(changes).toHaveLength(steps.length + 1);
  expect(await verified(server)).toBeGreaterThan(rows);
  expect(Number(server.value(`select count(*) from audit_log where resource_type = 'opportunity' and action = 'update' and resource_id = '${chosen.id}'`))).toBe(1);
});

test('the deal’s own page moves it on by its one primary button', async ({ seat, page, server }) => {
  regate = ungate(server);
  const chosen = someDeal(server, 'qualified');
  await seat.open(`/deals/${chosen.id}`);
  await page.getByRole('button', { name: 'Move to Discovery' }).first().click();
  await expect(page.locator('.step.is-current')).toHaveText('Discovery');
  await expect(page.locator('.timeline > li').first()).toContainText('Qualified → Discovery');
  await expect(page.getByRole('button', { name: 'Move to Proposal' }).first()).toBeVisible();
  expect(deal(server, chosen.id).stage).toBe('discovery');
});

test('whoever filtered the board is back on it as it was after a move', async ({ seat, page, server, scripting }) => {
  const chosen = someDeal(server, 'lead');
  await seat.open(`/deals?q=${encodeURIComponent(chosen.name)}`);
  const menu = await openCardMenu(card(page, chosen.id));
  if (!scripting) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Move ${chosen.name}`);
  }
  await menu.getByRole('button', { name: 'Move to Qualified' }).click();
  await expect(page.locator('section[aria-label="Qualified"]').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue(chosen.name);
});

test('a move on a stale card is refused with a sentence, and the board is up to date', async ({ seat, page, server, browserOf, scripting, watch }) => {
  watch.foresee(409);
  const chosen = someDeal(server, 'discovery', 1);
  regate = ungate(server);
  const other = await browserOf('admin');
  // Whoever hears of it in time is not late.
  await other.page.route('**/live**', (route) => route.abort());
  watch.foreseeOffline();
  await seat.open('/deals');
  await other.open('/deals');
  const late = await openCardMenu(card(other.page, chosen.id));
  const first = await openCardMenu(card(page, chosen.id));
  await first.getByRole('button', { name: 'Move to Proposal' }).click();
  await expect(page.locator('section[aria-label="Proposal"]').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();

  await late.getByRole('button', { name: 'Move to Negotiation' }).click();
  await expect(other.page.getByText(scripting ? `Somebody moved ${chosen.name} to Proposal meanwhile; it stays there.` : 'Somebody moved this deal to Proposal meanwhile.').first()).toBeVisible();
  if (!scripting) {
    await other.open('/deals');
  }
  await expect(other.page.locator('section[aria-label="Proposal"]').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  expect(deal(server, chosen.id).stage).toBe('proposal');
  await other.ready();
  expect(await board(other.page)).toEqual(expected(stages(server), dealsWhere(server, '1 = 1')));

  const again = await openCardMenu(card(other.page, chosen.id));
  await again.getByRole('button', { name: 'Move to Negotiation' }).click();
  await expect(other.page.locator('section[aria-label="Negotiation"]').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await expect.poll(() => deal(server, chosen.id).stage).toBe('negotiation');
});

test('moving on all the same takes a reason: the page says so at the field, and what it lacks stays', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const chosen = someDeal(server, 'lead', 2);
  await seat.open(`/deals/${chosen.id}/move?to=proposal`);
  const reason = page.getByLabel('Why move it on all the same?');
  const lacking = await page.locator('.gap-label').allInnerTexts();
  expect(lacking.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Move anyway' }).click();
  await expect(page.locator('.gap-on .field-error')).toHaveText('Say why it moves on all the same; a sentence is enough.');
  await expect(reason).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await page.locator('.gap-label').allInnerTexts()).toEqual(lacking);
  expect(deal(server, chosen.id)).toEqual(chosen);
  await seat.ready();
  await reason.fill('They asked for it at once');
  await page.getByRole('button', { name: 'Move anyway' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`));
  expect(deal(server, chosen.id).stage).toBe('proposal');
});
