import { expect, test } from '../../support/test';
import { dealsWhere } from '../../support/firm';

const rows = 'table tbody tr';

const counted = (count: string): RegExp => new RegExp(`(^|of )${count} stakeholders?$`);

test('the list is narrowed by role, engagement and owner, and the address says so', async ({ seat, page, server }) => {
  await seat.open('/clients');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Stakeholders' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stakeholders');
  const total = Number(server.value('select count(*) from stakeholder'));
  await expect(page.locator('.pager-count')).toHaveText(`1–50 of ${total} stakeholders`);
  await seat.ready();
  await page.getByLabel('Role').selectOption('champion');
  await page.getByLabel('Engagement').selectOption('high');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/role=champion/);
  const found = server.value("select count(*) from stakeholder s join stakeholder_meddpicc_role r on r.stakeholder_id = s.id where r.meddpicc_role = 'champion' and s.engagement_level = 'high'");
  await expect(page.locator('.pager-count')).toHaveText(counted(found));
  await expect(page.locator(rows).first()).toContainText('Champion');
  await seat.ready();
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page.locator('.pager-count')).toHaveText(`1–50 of ${total} stakeholders`);
  await seat.open('/stakeholders?owner=none');
  const nobody = server.value('select count(*) from stakeholder where id not in (select stakeholder_id from stakeholder_relationship_owner)');
  await expect(page.locator('.pager-count')).toHaveText(counted(nobody));
});

test('whoever was met last stands first when asked so, and whoever never was last', async ({ seat, page, server }) => {
  await seat.open('/stakeholders');
  await page.getByRole('link', { name: 'Last contact' }).click();
  await expect(page).toHaveURL(/sort=contact/);
  const last = server.value(
    'select s.name from stakeholder s join activity_stakeholder t on t.stakeholder_id = s.id join activity a on a.id = t.activity_id where a.occurred_at <= ' +
      (server.engine === 'sqlite' ? "strftime('%Y-%m-%d %H:%M:%S', 'now')" : 'now()') +
      ' order by a.occurred_at desc limit 1',
  );
  // Several may have been met at the same moment.
  await expect.poll(async () => (await page.locator(`${rows} th`).allTextContents()).slice(0, 5)).toContain(last);
  const never = 'select s.name from stakeholder s where s.id not in (select stakeholder_id from activity_stakeholder)';
  const silent = new Set(server.sql(never).map(([name]) => name));
  expect(silent.size).toBeGreaterThan(0);
  await seat.open(`/stakeholders?sort=contact&dir=desc&page=${Math.ceil(Number(server.value('select count(*) from stakeholder')) / 50)}`);
  expect(silent).toContain((await page.locator(`${rows} th`).last().textContent())?.trim());
});

test('a consultant meets the people of their own clients and of no other', async ({ browserOf, server, watch }) => {
  watch.foresee(404);
  const seat = await browserOf('consultant');
  await seat.open('/stakeholders');
  const mine = `client_id in (select client_id from client_assignment where user_id = (select id from "user" where email = 'consultant@demo.test'))`;
  await expect(seat.page.locator('.pager-count')).toHaveText(counted(server.value(`select count(*) from stakeholder where ${mine}`)));
  const foreign = server.sql(`select ${server.id('id')}, name from stakeholder where not ${mine} limit 1`)[0] ?? [];
  const [id = '', name = ''] = foreign;
  const dashed = id.includes('-') ? id : id.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const answer = await seat.page.goto(new URL(`/stakeholders/${dashed}`, server.url).href);
  expect(answer?.status()).toBe(404);
  await expect(seat.page.getByText(name)).toHaveCount(0);
  expect(dealsWhere(server, '1 = 1').length).toBeGreaterThan(0);
});
