// The list of projects, and one project: what it was sold by, its plan changed in place.
import { expect, test } from '../../support/test';
import { place } from '../../support/inline';
import { uuid, type Server } from '../../support/server';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly client: string;
  readonly status: string;
}

function rows(server: Server, condition = '1 = 1'): Row[] {
  return server
    .sql(`select ${server.id('p.id')}, p.name, c.name, p.status from project p join client c on c.id = p.client_id where ${condition}`)
    .map(([id = '', name = '', client = '', status = '']) => ({ id: uuid(id), name, client, status }));
}

test('the list shows every project once, finds, filters and sorts them by the address', async ({ seat, page, server }) => {
  await seat.open('/projects');
  const lines = page.locator('tbody tr');
  const names = async (): Promise<string[]> => (await lines.locator('th').allInnerTexts()).map((name) => name.trim());
  expect((await names()).sort()).toEqual(rows(server).map(({ name }) => name).sort());
  await page.getByRole('link', { name: 'Project', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  const sorted = rows(server).map(({ name }) => name).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  await expect(async () => expect(await names()).toEqual(sorted)).toPass();
  await seat.ready();
  const client = rows(server)[0]?.client ?? '';
  await page.getByRole('searchbox', { name: 'Search' }).fill(client);
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/q=/);
  const found = rows(server).filter((row) => row.client === client).map(({ name }) => name);
  await expect(async () => expect((await names()).sort()).toEqual(found.sort())).toPass();
  await seat.open('/projects?status=completed');
  expect((await names()).sort()).toEqual(rows(server, `p.status = 'completed'`).map(({ name }) => name).sort());
  await seat.open('/projects?q=zzzzzz');
  await expect(page.getByText('No project matches')).toBeVisible();
});

test('a project leads to its client and to the deal that it was sold by', async ({ seat, page, server }) => {
  const [id = '', deal = '', client = ''] = server.sql(`select ${server.id('p.id')}, ${server.id('p.opportunity_id')}, ${server.id('p.client_id')} from project p where p.opportunity_id is not null order by p.id limit 1`)[0] ?? [];
  await seat.open(`/projects/${uuid(id)}`);
  await expect(page.locator('.page-facts').getByRole('link')).toHaveAttribute('href', `/clients/${uuid(client)}`);
  await expect(page.locator('section').filter({ has: page.getByRole('heading', { name: 'Won deal' }) }).getByRole('link')).toHaveAttribute('href', `/deals/${uuid(deal)}`);
  for (const part of ['Phases', 'Open tasks', 'Plan', 'Team', 'Stakeholders']) {
    await expect(page.getByRole('heading', { name: part })).toBeVisible();
  }
});

test('name, status and dates are changed where they stand; a last day before the first is refused', async ({ seat, server, watch }) => {
  watch.foresee(422);
  const row = rows(server, `p.status = 'active' order by p.id`)[0];
  expect(row).toBeDefined();
  const path = `/projects/${row?.id ?? ''}`;
  await seat.open(path);
  await place(seat, 'Status').click();
  await place(seat, 'Status').field.selectOption('on_hold');
  await place(seat, 'Status').save.click();
  await expect.poll(() => rows(server).find(({ id }) => id === row?.id)?.status).toBe('on_hold');
  await seat.open(path);
  const end = place(seat, 'End');
  await end.click();
  await end.field.fill('1990-01-01');
  await end.save.click();
  await expect(end.error).toHaveText(/^End is before the first day, \d+ \w+( \d{4})?; choose a later day\.$/);
  await seat.ready();
  await expect(end.field).toHaveValue('1990-01-01');
  await end.field.fill('2099-12-31');
  await end.save.click();
  await expect(place(seat, 'End').box).toContainText('31 Dec 2099');
  await seat.open(path);
  await place(seat, 'Name').change('A new name for it');
  await expect.poll(() => rows(server).find(({ id }) => id === row?.id)?.name).toBe('A new name for it');
});

test('a viewer reads a project and is offered nothing', async ({ server, browserOf }) => {
  const viewer = await browserOf('viewer');
  await viewer.open(`/projects/${rows(server)[0]?.id ?? ''}`);
  await expect(viewer.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(viewer.page.getByRole('link', { name: /^Edit / })).toHaveCount(0);
  await expect(viewer.page.locator('main button')).toHaveCount(0);
});

test('a consultant sees the projects of their clients and those with a task of theirs, and no other', async ({ server, browserOf, watch }) => {
  watch.foresee(404);
  const me = `(select id from "user" where email = 'consultant@demo.test')`;
  const mine = rows(server, `p.client_id in (select client_id from client_assignment where user_id = ${me}) or p.id in (select project_id from task where assigned_to = ${me} and project_id is not null)`);
  const seat = await browserOf('consultant');
  await seat.open('/projects');
  const names = (await seat.page.locator('tbody th').allInnerTexts()).map((name) => name.trim());
  expect(names.sort()).toEqual(mine.map(({ name }) => name).sort());
  const other = rows(server).find(({ id }) => !mine.some((row) => row.id === id));
  expect(other).toBeDefined();
  expect((await seat.open(`/projects/${other?.id ?? ''}`)).status()).toBe(404);
});
