import { expect, test } from '../../support/test';
import { board, expected, expectedTotals, totals } from '../../support/board';
import { dealsWhere, stages, within } from '../../support/firm';
import { uuid } from '../../support/server';

test('search, stage and mine stand in the address, and board and table answer alike', async ({ seat, page, server }) => {
  const some = dealsWhere(server, "o.stage = 'proposal'")[0];
  const word = some?.client.split(' ')[0]?.toLowerCase() ?? '';
  const fits = `(lower(o.name) like '%${word}%' or lower(c.name) like '%${word}%')`;
  await seat.open('/deals');
  await page.getByLabel('Search').fill(word.toUpperCase());
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(new RegExp(`q=${word}`, 'i'));
  await seat.ready();
  const found = dealsWhere(server, fits);
  expect(found.length).toBeGreaterThan(0);
  expect(await board(page)).toEqual(expected(stages(server), found));
  expect(await totals(page)).toEqual(expectedTotals(stages(server), found));

  await page.getByLabel('Stage', { exact: true }).selectOption({ label: 'Proposal' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/stage=proposal/);
  await seat.ready();
  const proposals = found.filter(({ stage }) => stage === 'proposal');
  expect(await totals(page)).toEqual(expectedTotals(stages(server), proposals));
  await expect(page.locator('.board section')).toHaveCount(1);

  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Table' }).click();
  await expect(page).toHaveURL(/view=table/);
  await expect(page.locator('table tbody tr')).toHaveCount(proposals.length);
  await seat.ready();
  expect(await totals(page)).toEqual(expectedTotals(stages(server), proposals));
  await expect(page.getByLabel('Search')).toHaveValue(word.toUpperCase());
  await expect(page.getByLabel('Stage', { exact: true })).toHaveValue('proposal');
  await seat.reload();
  await expect(page.locator('table tbody tr')).toHaveCount(proposals.length);

  await page.goBack();
  await expect(page.locator('.board')).toBeVisible();
  await expect(page.getByLabel('Stage', { exact: true })).toHaveValue('proposal');
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page).toHaveURL(/\/deals$/);
  await expect(page.locator('.board section')).toHaveCount(stages(server).length);
});

test('“Mine” shows the deals of my clients and teams', async ({ seat, page, server }) => {
  await seat.open('/deals');
  await page.getByRole('link', { name: 'Mine', exact: true }).click();
  await expect(page).toHaveURL(/mine=true/);
  await seat.ready();
  await expect(page.getByRole('link', { name: 'Mine', exact: true })).toHaveAttribute('aria-current', 'true');
  const mine = dealsWhere(server, within('admin@demo.test'));
  expect(mine.length).toBeLessThan(dealsWhere(server, '1 = 1').length);
  expect(await board(page)).toEqual(expected(stages(server), mine));
});

test('the table sorts by value both ways, and Back undoes it', async ({ seat, page }) => {
  await seat.open('/deals?view=table');
  const head = page.getByRole('columnheader', { name: 'Deal' });
  await head.getByRole('link').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/sort=name&dir=asc/);
  await seat.ready();
  const up = (await page.locator('tbody th').allInnerTexts()).map((name) => name.toLowerCase());
  expect(up).toEqual([...up].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  await head.getByRole('link').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await seat.ready();
  const down = (await page.locator('tbody th').allInnerTexts()).map((name) => name.toLowerCase());
  expect(down).toEqual([...down].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
  await page.goBack();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
});

test('the table keeps its order over a search', async ({ seat, page }) => {
  await seat.open('/deals?view=table&sort=name&dir=desc');
  await page.getByLabel('Search').fill('a');
  await page.getByLabel('Search').press('Enter');
  await expect(page).toHaveURL(/[?&]q=a(&|$)/);
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole('columnheader', { name: 'Deal' })).toHaveAttribute('aria-sort', 'descending');
});

test('a filter that fits nothing says so, on the board and in the table', async ({ seat, page }) => {
  for (const view of ['', '&view=table']) {
    await seat.open(`/deals?q=zzzzzz${view}`);
    await expect(page.getByText('No deal matches')).toBeVisible();
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await expect(page).toHaveURL(view === '' ? /\/deals$/ : /\/deals\?view=table$/);
    await expect(page.locator(view === '' ? '.board' : 'table')).toBeVisible();
  }
});

test('a column leads to its deals in the table', async ({ seat, page, server }) => {
  await seat.open('/deals');
  await page.locator('section[aria-label="Won"]').getByRole('link', { name: 'Won deals' }).click();
  await expect(page).toHaveURL(/view=table/);
  await expect(page.locator('table tbody tr')).toHaveCount(dealsWhere(server, "o.stage = 'closed_won'").length);
});

test('an amount that cannot be read stays in its field, says what would be right and leaves nothing out', async ({ seat, page, server }) => {
  for (const view of ['', '&view=table']) {
    await seat.open(`/deals?min=50.000${view}`);
    const field = page.getByLabel('Worth at least');
    await expect(field).toHaveValue('50.000');
    await expect(field).toHaveAccessibleDescription(/is no whole amount; type digits only, such as 50000/);
    expect(await totals(page)).toEqual(expectedTotals(stages(server), dealsWhere(server, '1 = 1')));
    await page.getByRole('link', { name: 'Clear' }).click();
    await expect(field).toHaveValue('');
  }
});

test('a stage that is not there is shown as what was asked for', async ({ seat, page }) => {
  await seat.open('/deals?stage=nope');
  const field = page.getByLabel('Stage', { exact: true });
  await expect(field).toHaveValue('nope');
  await expect(field).toHaveAccessibleDescription(/is no stage; choose one of the list/);
  await page.getByRole('link', { name: 'Clear', exact: true }).click();
  await expect(field).toHaveValue('');
});

test('the table names the competitor that it is cut down to, and says how many deals are left', async ({ seat, page, server }) => {
  const [id = '', name = ''] = server.sql(`select ${server.id('c.id')}, c.name from competitor c join competitor_mention m on m.competitor_id = c.id group by c.id, c.name order by count(*) desc, c.name limit 1`)[0] ?? [];
  await seat.open(`/deals?view=table&competitor=${uuid(id)}`);
  await expect(page.getByLabel('Against').locator('option:checked')).toHaveText(name);
  await expect(page.locator('.found')).toHaveText(/^\d+ of \d+ deals$/);
});
