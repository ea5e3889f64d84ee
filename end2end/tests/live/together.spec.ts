// Several people at once: what one does, the others see without asking, and nobody is disturbed in what they do.
import { expect, test, type Page, type Seat } from '../../support/test';
import { violations } from '../../support/axe';
import { board, expected, expectedTotals, totals } from '../../support/board';
import { deal, dealsWhere, newClient, stages, ungate, within, type Deal } from '../../support/firm';
import { place } from '../../support/inline';
import { card, openCardMenu, openMoveMenu } from '../../support/menu';
import type { Server } from '../../support/server';

test.skip(({ scripting }) => !scripting, 'without client code a page is as it was when it was asked for');

let regate = (): void => undefined;
test.afterEach(() => {
  regate();
  regate = () => undefined;
});

/** Cards that stand among the first of their column. */
function deals(server: Server, stage: string, condition = '1 = 1'): Deal[] {
  return dealsWhere(server, `o.stage = '${stage}' and ${condition} order by o.expected_close_date is null, o.expected_close_date, o.value desc, o.id`);
}

function first(server: Server, stage: string, condition?: string): Deal {
  const found = deals(server, stage, condition)[0];
  if (!found) {
    throw new Error(`no deal stands in ${stage}`);
  }
  return found;
}

const column = (page: Page, name: string) => page.locator(`section[aria-label="${name}"]`);

/** A mark that a page loses when it is loaded anew. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-e2e-same', ''));
}

async function stillTheSame(page: Page): Promise<void> {
  await expect(page.locator('html[data-e2e-same]'), 'the page was not loaded anew').toBeAttached();
}

/** Waits until the channel is open, so that what follows is not caught up with but heard. */
async function connected(seat: Seat, path: string): Promise<void> {
  const opened = seat.page.waitForResponse((answer) => new URL(answer.url()).pathname === '/live');
  await seat.open(path);
  expect((await opened).status()).toBe(200);
}

/** Moves a deal past the page, as another browser would. */
async function move(seat: Seat, server: Server, id: string, to: string): Promise<void> {
  const { version } = deal(server, id);
  const answer = await seat.page.request.post(`${server.url}/api/move_deal`, { form: { id, to, version: String(version), reason: 'They asked for it.' }, headers: { accept: 'application/json' } });
  expect(answer.status()).toBe(200);
}

test('a card that somebody else moves stands in its new column, and all totals are right, without a reload', async ({ seat, page, server, browserOf }) => {
  regate = ungate(server);
  const chosen = first(server, 'qualified');
  const other = await browserOf('viewer');
  await connected(other, '/deals');
  await mark(other.page);
  await expect(card(other.page, chosen.id)).toBeVisible();
  await seat.open('/deals');
  const menu = await openCardMenu(card(page, chosen.id));
  await menu.getByRole('button', { name: 'Move to Discovery' }).click();
  await expect(column(other.page, 'Discovery').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await expect(column(other.page, 'Qualified').locator(`a[href="/deals/${chosen.id}"]`)).toHaveCount(0);
  const now = dealsWhere(server, '1 = 1');
  expect(await board(other.page)).toEqual(expected(stages(server), now));
  expect(await totals(other.page)).toEqual(expectedTotals(stages(server), now));
  await stillTheSame(other.page);
});

test('the table and the page of the deal follow too', async ({ seat, server, browserOf }) => {
  const chosen = first(server, 'discovery');
  const [table, page] = [await browserOf('viewer'), await browserOf('viewer')];
  await connected(table, `/deals?view=table&q=${encodeURIComponent(chosen.name)}`);
  await connected(page, `/deals/${chosen.id}`);
  await expect(page.page.locator('.step.is-current')).toHaveText('Discovery');
  await Promise.all([table.page, page.page].map(mark));
  await seat.open('/deals');
  await move(seat, server, chosen.id, 'negotiation');
  await expect(page.page.locator('.step.is-current')).toHaveText('Negotiation');
  await expect(page.page.locator('.timeline > li').first()).toContainText('Discovery → Negotiation');
  const row = table.page.locator('tbody tr').filter({ has: table.page.locator(`a[href="/deals/${chosen.id}"]`) });
  await expect(row.locator('[data-label="Stage"]')).toContainText('Negotiation');
  await Promise.all([table.page, page.page].map(stillTheSame));
});

test('whoever may not see a deal is not told of it, and is told of their own', async ({ seat, server, browserOf }) => {
  const mine = within('consultant@demo.test');
  const [own, foreign] = [first(server, 'proposal', mine), first(server, 'proposal', `not ${mine}`)];
  const consultant = await browserOf('consultant');
  const asked: string[] = [];
  consultant.page.on('request', (request) => {
    if (request.url().endsWith('/api/changed_deals')) {
      asked.push(request.postData() ?? '');
    }
  });
  await connected(consultant, '/deals');
  await seat.open('/deals');
  await move(seat, server, foreign.id, 'negotiation');
  await move(seat, server, own.id, 'negotiation');
  await expect(column(consultant.page, 'Negotiation').locator(`a[href="/deals/${own.id}"]`)).toBeVisible();
  expect(asked, 'one question, for the deal that is theirs').toHaveLength(1);
  expect(asked[0]).toContain(own.id);
  expect(asked[0]).not.toContain(foreign.id);
});

test('nobody is interrupted while typing; afterwards the page is up to date', async ({ seat, page, server, browserOf }) => {
  const client = await newClient(seat, server);
  const other = await browserOf('admin');
  await connected(seat, client.path);
  await other.open(client.path);
  const industry = place(seat, 'Industry');
  await industry.click();
  await industry.field.fill('Half a wo');
  await place(other, 'Website').change('yard.example/new');
  await place(other, 'Industry').change('Theirs');
  // Longer than anything takes that is not held back.
  await page.waitForTimeout(1_500);
  await expect(industry.field).toHaveValue('Half a wo');
  await expect(industry.field).toBeFocused();
  await expect(place(seat, 'Website').box).toContainText('ancaster.example');
  await industry.field.press('Escape');
  await expect(place(seat, 'Website').box).toContainText('yard.example/new');
  await expect(industry.box).toContainText('Theirs');
});

test('an editor that the address asked for and that was closed does not come back with what others change', async ({ seat, server, browserOf }) => {
  const client = await newClient(seat, server);
  const other = await browserOf('admin');
  await connected(seat, `${client.path}?edit=industry`);
  const industry = place(seat, 'Industry');
  await industry.cancel.click();
  await expect(industry.form).toHaveCount(0);
  await other.open(client.path);
  await place(other, 'Website').change('yard.example/new');
  await expect(place(seat, 'Website').box).toContainText('yard.example/new');
  await expect(industry.form).toHaveCount(0);
});

test('what I save myself stays as it is under my hands', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await connected(seat, client.path);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const industry = place(seat, 'Industry');
  await industry.change('Ship building');
  await expect(industry.box.getByRole('status')).toHaveText('Saved');
  await expect(industry.pencil).toBeFocused();
  await page.waitForTimeout(1_500);
  await expect(industry.box.getByRole('status')).toHaveText('Saved');
  await expect(industry.pencil).toBeFocused();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual(['/api/edit_client']);
});

test('a search that is being typed, and where the focus is, survive what others do', async ({ seat, page, server, browserOf }) => {
  const [chosen, another] = [first(server, 'lead'), deals(server, 'lead')[1]];
  const other = await browserOf('admin');
  await connected(seat, '/deals');
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('half a na');
  await search.blur();
  await page.locator(`a[href="/deals/${another?.id ?? ''}"]`).focus();
  await other.open('/deals');
  await move(other, server, chosen.id, 'qualified');
  await expect(column(page, 'Qualified').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await expect(search).toHaveValue('half a na');
  expect(await page.evaluate(() => document.activeElement?.tagName), 'the focus is not lost').toBe('A');
});

test('an open menu stays open while a card glides behind it', async ({ seat, page, server, browserOf }) => {
  const [mine, theirs] = [first(server, 'discovery'), first(server, 'negotiation')];
  const other = await browserOf('admin');
  await connected(seat, '/deals');
  const menu = await openCardMenu(card(page, mine.id));
  await other.open('/deals');
  await move(other, server, theirs.id, 'proposal');
  await page.waitForTimeout(1_500);
  await expect(menu).toBeVisible();
  await expect(column(page, 'Proposal').locator(`a[href="/deals/${theirs.id}"]`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
});

test('a page that nobody looks at gives its connection back, and has what was missed when it is looked at again', async ({ seat, server, browserOf }) => {
  const chosen = first(server, 'qualified');
  const viewer = await browserOf('viewer');
  const { page } = viewer;
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'hidden', { get: () => document.documentElement?.hasAttribute('data-e2e-hidden') ?? false });
  });
  const look = (hidden: boolean) =>
    page.evaluate((hidden) => {
      document.documentElement.toggleAttribute('data-e2e-hidden', hidden);
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await connected(viewer, '/deals');
  await mark(page);
  const closed = page.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === '/live');
  await look(true);
  await page.clock.fastForward(31_000);
  await closed;
  await seat.open('/deals');
  await move(seat, server, chosen.id, 'discovery');
  const opened = page.waitForRequest((request) => /\/live\?since=\d+$/.test(request.url()));
  await look(false);
  await opened;
  await expect(column(page, 'Discovery').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
  await stillTheSame(page);
});

test('while the server is away the page says so, and afterwards it has what was missed', async ({ browserOf, ownServer, watch }) => {
  watch.foreseeOffline();
  watch.foresee(503);
  const server = await ownServer('demo');
  const seat = await browserOf('viewer', server);
  await connected(seat, '/deals');
  await mark(seat.page);
  const chosen = first(server, 'qualified');
  const line = seat.page.locator('.live-line');
  await expect(line).toBeEmpty();
  await server.stop();
  await expect(line).toHaveText('Not connected. What you see may be old; reconnecting.');
  expect(await violations(seat.page)).toEqual([]);
  await server.start();
  const admin = await browserOf('admin', server);
  await admin.open('/deals');
  await move(admin, server, chosen.id, 'proposal');
  await expect(column(seat.page, 'Proposal').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible({ timeout: 30_000 });
  await expect(line).toBeEmpty();
  await stillTheSame(seat.page);
});

test('signed out elsewhere, the page says so and leads back to where it was', async ({ browserOf, somebody, server }) => {
  const [seat, other] = [await browserOf(somebody), await browserOf(somebody)];
  await connected(seat, '/clients?q=an');
  await other.open('/account');
  await other.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  const line = seat.page.locator('.live-line');
  await expect(line).toContainText('You are signed out');
  expect(await violations(seat.page)).toEqual([]);
  await line.getByRole('link', { name: 'Sign in' }).click();
  await expect(seat.page.getByRole('heading', { level: 1 })).toHaveText('Sign in to Throughline');
  await seat.page.getByLabel('E-mail address').fill(somebody.email);
  await seat.page.getByLabel('Password').fill(somebody.password);
  await seat.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(seat.page).toHaveURL(`${server.url}/clients?q=an`);
});

test('a move through one server is seen at the other', async ({ seat, engine, server, browserOf, signedIn }) => {
  test.skip(engine !== 'postgres', 'a SQLite file has one server');
  const beside = await server.beside();
  try {
    const chosen = first(server, 'proposal');
    // The session is the same: it is in the database.
    await signedIn('viewer', server);
    const other = await browserOf('viewer', beside);
    await connected(other, '/deals');
    await mark(other.page);
    await seat.open('/deals');
    await move(seat, server, chosen.id, 'negotiation');
    await expect(column(other.page, 'Negotiation').locator(`a[href="/deals/${chosen.id}"]`)).toBeVisible();
    await stillTheSame(other.page);
    await other.page.context().close();
  } finally {
    await beside.stop();
  }
});

test('an open menu of a deal’s page is left alone, and the page follows when it is closed', async ({ seat, page, server, browserOf }) => {
  const chosen = first(server, 'negotiation');
  const other = await browserOf('admin');
  await connected(seat, `/deals/${chosen.id}`);
  const menu = await openMoveMenu(page);
  await other.open('/deals');
  await move(other, server, chosen.id, 'proposal');
  await page.waitForTimeout(1_500);
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.step.is-current')).toHaveText('Proposal');
});
