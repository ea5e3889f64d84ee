import { expect, test, type Page } from '../../support/test';
import { newCompetitor, within } from '../../support/firm';

const names = (page: Page): Promise<string[]> => page.locator('tbody th').allInnerTexts();
const column = (page: Page, label: string): Promise<string[]> => page.locator(`tbody [data-label="${label}"]`).allInnerTexts();

/** The database's own count of each competitor's deals, among those that fit. */
const figures = (deals: string): string =>
  `select c.name, count(o.id), sum(case when o.id is not null and o.outcome is null then 1 else 0 end), sum(case when o.outcome = 'won' then 1 else 0 end),
   sum(case when o.id is not null and m.status = 'lost_to' then 1 else 0 end), sum(case when o.id is not null and m.status = 'displaced' then 1 else 0 end)
   from competitor c left join competitor_mention m on m.competitor_id = c.id left join opportunity o on o.id = m.opportunity_id and ${deals} group by c.id, c.name, c.name_key order by c.name_key`;

for (const who of ['admin', 'viewer', 'consultant'] as const) {
  test(`the list counts what ${who} may see, as the database does`, async ({ browserOf, server }) => {
    const seat = await browserOf(who);
    const { page } = seat;
    await seat.open('/competitors');
    const deals = who === 'consultant' ? within('consultant@demo.test') : '1 = 1';
    const shown = [];
    for (const row of await page.locator('tbody tr').all()) {
      const cell = (label: string): Promise<string> => row.locator(`[data-label="${label}"]`).innerText();
      shown.push([await row.locator('th').innerText(), await cell('Deals'), await cell('Open'), await cell('Won against'), await cell('Lost to'), await cell('Displaced')]);
    }
    expect(shown.length).toBeGreaterThanOrEqual(8);
    expect(shown).toEqual(server.sql(figures(deals)));
    await expect(page.getByText('Counted are the deals that you can see.')).toHaveCount(who === 'consultant' ? 1 : 0);
  });
}

test('a search finds by name and website, stands in the address, and is cleared', async ({ seat, page }) => {
  await seat.open('/competitors');
  const all = await page.locator('tbody tr').count();
  await page.getByLabel('Search').fill('  MERIDIAN-row.EX ');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/[?&]q=/);
  await seat.ready();
  expect(await names(page)).toEqual(['Meridian Row']);
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page).toHaveURL(/\/competitors$/);
  await expect(page.locator('tbody tr')).toHaveCount(all);
  await seat.open('/competitors?q=zzzzzz');
  await expect(page.getByText('No competitor matches')).toBeVisible();
});

test('heads sort by name, by deals and by the last change', async ({ seat, page, server }) => {
  const newest = await newCompetitor(seat, server);
  await seat.open('/competitors');
  const head = (label: string) => page.getByRole('columnheader', { name: label });
  await head('Deals').getByRole('link').click();
  await expect(head('Deals')).toHaveAttribute('aria-sort', 'descending');
  await seat.ready();
  const counts = (await column(page, 'Deals')).map(Number);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(counts[0]).toBeGreaterThan(0);
  await head('Last change').getByRole('link').click();
  await expect(head('Last change')).toHaveAttribute('aria-sort', 'descending');
  await seat.ready();
  // Another journey may have added one meanwhile.
  expect((await names(page)).slice(0, 3)).toContain(newest.name);
  await head('Competitor').getByRole('link').click();
  await expect(head('Competitor')).toHaveAttribute('aria-sort', 'ascending');
  await seat.ready();
  const up = await names(page);
  expect(up).toEqual([...up].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
});

test('the place in the rail leads there, for everybody inside', async ({ browserOf }) => {
  for (const who of ['consultant', 'viewer'] as const) {
    const seat = await browserOf(who);
    await seat.open('/deals');
    await seat.page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Competitors' }).click();
    await expect(seat.page.getByRole('heading', { level: 1 })).toHaveText('Competitors');
    await expect(seat.page.getByRole('link', { name: 'Add competitor' })).toHaveCount(who === 'viewer' ? 0 : 1);
  }
});
