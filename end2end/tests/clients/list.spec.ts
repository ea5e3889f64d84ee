import { expect, test, type Page } from '../../support/test';
import { newClient } from '../../support/firm';

const names = (page: Page): Promise<string[]> => page.locator('tbody th').allInnerTexts();
const column = (page: Page, label: string): Promise<string[]> => page.locator(`tbody [data-label="${label}"]`).allInnerTexts();

test('a search finds by name and industry, stands in the address, and is cleared', async ({ seat, page }) => {
  await seat.open('/clients');
  const all = await page.locator('tbody tr').count();
  await page.getByLabel('Search').fill('  LOGIS ');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/[?&]q=/);
  await seat.ready();
  const found = await page.locator('tbody tr').allInnerTexts();
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all);
  found.forEach((row) => expect(row.toLowerCase()).toContain('logis'));
  await seat.reload();
  expect(await page.locator('tbody tr').allInnerTexts()).toEqual(found);
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page).toHaveURL(/\/clients$/);
  await expect(page.locator('tbody tr')).toHaveCount(all);
});

test('a column head sorts, a second click turns it round', async ({ seat, page }) => {
  await seat.open('/clients');
  const up = await names(page);
  expect(up.length).toBeGreaterThanOrEqual(25);
  expect(up).toEqual([...up].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  const head = (label: string) => page.getByRole('columnheader', { name: label });
  await expect(head('Client')).toHaveAttribute('aria-sort', 'ascending');
  await head('Client').getByRole('link').click();
  await expect(page).toHaveURL(/sort=name&dir=desc/);
  await expect(head('Client')).toHaveAttribute('aria-sort', 'descending');
  await seat.ready();
  expect(await names(page)).toEqual([...up].reverse());

  await head('Industry').getByRole('link').click();
  await expect(page).toHaveURL(/sort=industry/);
  await expect(head('Industry')).toHaveAttribute('aria-sort', 'ascending');
  await seat.ready();
  const industries = await column(page, 'Industry');
  expect(industries).toEqual([...industries].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  await head('Industry').getByRole('link').click();
  await expect(head('Industry')).toHaveAttribute('aria-sort', 'descending');
  await seat.ready();
  expect(await column(page, 'Industry')).toEqual([...industries].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
});

test('nothing found says so and what to do', async ({ seat, page }) => {
  await seat.open('/clients?q=zzzzzz');
  await expect(page.getByText('No client matches')).toBeVisible();
  await expect(page.getByText('Try a shorter word, or clear the search.')).toBeVisible();
  await expect(page.getByLabel('Search')).toHaveValue('zzzzzz');
  await expect(page.locator('table')).toHaveCount(0);
});

test('Back from a client leads to the list as it was', async ({ seat, page }) => {
  await seat.open('/clients?sort=industry&dir=desc');
  const before = await names(page);
  const first = before[0] ?? '';
  await page.getByRole('link', { name: first, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
  await page.goBack();
  await expect(page).toHaveURL(/\/clients\?sort=industry&dir=desc$/);
  await expect(page.getByRole('columnheader', { name: 'Industry' })).toHaveAttribute('aria-sort', 'descending');
  expect(await names(page)).toEqual(before);
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
});

test('a consultant finds their own clients and no others, by any search', async ({ browserOf, server }) => {
  const seat = await browserOf('consultant');
  const mine = server.sql(`select name from client where id in (select client_id from client_assignment where user_id = (select id from "user" where email = 'consultant@demo.test')) order by name_key`).flat();
  expect(mine).toHaveLength(2);
  await seat.open('/clients');
  expect(await names(seat.page)).toEqual(mine);
  await expect(seat.page.locator('.pager-count')).toHaveText('2 clients');
  const foreign = server.value(`select name from client where id not in (select client_id from client_assignment where user_id = (select id from "user" where email = 'consultant@demo.test')) limit 1`);
  await seat.open(`/clients?q=${encodeURIComponent(foreign)}`);
  await expect(seat.page.getByText('No client matches')).toBeVisible();
});

test('a name that looks like code stands there as a name', async ({ seat, page, server }) => {
  const made = await newClient(seat, server, { name: `<img src=x onerror=alert(1)> & "Sons" ${Date.now()}` });
  await seat.open(`/clients?q=${encodeURIComponent('onerror')}`);
  expect(await names(page)).toContain(made.name);
  await seat.open(made.path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(made.name);
  await expect(page).toHaveTitle(`${made.name} · Throughline`);
});
