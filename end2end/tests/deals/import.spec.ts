// The flow: files of a public sample set become the pipeline of a firm that has nothing but an admin.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Server } from '../../support/test';
import { board, crawl, expected, expectedTotals, totals } from '../../support/board';
import { dealsWhere, stages } from '../../support/firm';

const SMALL = join(__dirname, '../../../app/exchange/tests/data');
const WHOLE = process.env['THROUGHLINE_PUBLIC_SET'];
const NAMES = ['accounts.csv', 'products.csv', 'sales_pipeline.csv', 'sales_teams.csv'];
const ADMIN = { name: 'Ada Admin', email: 'ada@firm.example', password: 'correct horse battery' };
const MAPPING = ['import', '--mapping', 'crm-sales-opportunities'];

const counts = (server: Server): string[] => ['client', 'opportunity', '"user"', 'opportunity_stage_change', 'audit_log'].map((table) => server.value(`select count(*) from ${table}`));

async function withAdmin(server: Server): Promise<Server> {
  await server.must(['create-admin', '--email', ADMIN.email, '--name', ADMIN.name], `${ADMIN.password}\n`);
  await server.start();
  return server;
}

test('a small set: the trial changes nothing, the import fills the board, and can be taken back', async ({ ownServer, browserOf }) => {
  const files = NAMES.map((name) => join(SMALL, name));
  const server = await withAdmin(await ownServer('nothing'));
  const before = counts(server);
  const trial = await server.command([...MAPPING, '--dry-run', ...files]);
  expect(trial.out).toContain('This was a trial; nothing was kept.');
  expect(counts(server)).toEqual(before);

  const said = await server.command([...MAPPING, ...files]);
  const run = /--revert ([0-9a-f-]{36})/.exec(said.out)?.[1];
  expect(run, said.out).toBeDefined();
  const seat = await browserOf(ADMIN, server);
  await seat.open('/deals');
  const deals = dealsWhere(server, '1 = 1');
  expect(deals.length).toBeGreaterThan(0);
  const shown = await board(seat.page);
  expect(shown).toEqual(expected(stages(server), deals));
  expect(shown['Won']).toEqual({ count: '2', sums: ['$4,855'], weighted: [] });
  expect(shown['Lost']?.count).toBe('1');
  expect(shown['Qualified']).toEqual({ count: '1', sums: ['$4,821'], weighted: ['$1,205.25'] });
  expect(await totals(seat.page)).toEqual(expectedTotals(stages(server), deals));

  // The same again finds everything as it is.
  const once = counts(server).slice(0, 4);
  await server.command([...MAPPING, ...files]);
  expect(counts(server).slice(0, 4)).toEqual(once);
  await server.must(['import', '--revert', run ?? '']);
  await seat.open('/deals');
  await expect(seat.page.getByText('No deals yet')).toBeVisible();
  expect(counts(server).slice(0, 2)).toEqual(['0', '0']);
  await server.must(['audit', 'verify']);
});

test('the whole public set: 86 clients, 8,800 deals, and the sums of the files on the board', async ({ ownServer, browserOf, scripting }) => {
  test.skip(WHOLE === undefined, 'THROUGHLINE_PUBLIC_SET does not say where it is');
  test.skip(!scripting, 'the same pages as with client code, and the import takes its time');
  test.setTimeout(240_000);
  const files = NAMES.map((name) => join(WHOLE ?? '', name));
  files.forEach((file) => expect(existsSync(file), file).toBe(true));
  const server = await withAdmin(await ownServer('nothing'));
  const before = counts(server);
  await server.must([...MAPPING, '--dry-run', ...files]);
  expect(counts(server)).toEqual(before);
  await server.must([...MAPPING, ...files]);

  const seat = await browserOf(ADMIN, server);
  const { page } = seat;
  await seat.open('/clients');
  await expect(page.locator('.pager-count')).toHaveText('1–50 of 86 clients');
  await seat.open('/deals?view=table');
  await expect(page.locator('.pager-count')).toHaveText('1–50 of 8,800 deals');
  await seat.open('/deals');
  const shown = await board(page);
  expect(shown['Won']).toEqual({ count: '4,238', sums: ['$10,005,534'], weighted: [] });
  expect(shown['Lost']?.count).toBe('2,473');
  expect(shown['Qualified']?.count).toBe('1,589');
  expect(shown['Lead']?.count).toBe('500');
  const above = await totals(page);
  expect(above['Won']).toEqual({ value: '$10,005,534', hint: '4,238 deals' });
  expect(above['Open']?.hint).toBe('2,089 deals');
  const deals = dealsWhere(server, '1 = 1');
  expect(shown).toEqual(expected(stages(server), deals));
  expect(above).toEqual(expectedTotals(stages(server), deals));

  await page.locator('section[aria-label="Lead"]').getByRole('link', { name: /more in the table/ }).click();
  await expect(page.locator('.pager-count')).toHaveText('1–50 of 500 deals');
  const leads = await crawl(page, (path) => seat.page.goto(new URL(path, server.url).href), '&stage=lead');
  expect(leads).toHaveLength(500);
  expect(new Set(leads.map(({ href }) => href)).size).toBe(500);
  await server.must(['audit', 'verify']);
});
