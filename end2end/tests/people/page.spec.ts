import { newActivity, newClient } from '../../support/firm';
import { part } from '../../support/deal-page';
import { uuid } from '../../support/server';
import { expect, test } from '../../support/test';

test('a colleague is found, and their page leads to everything that they have to do with', async ({ seat, page, server }) => {
  const [row] = server.sql(`select ${server.id('u.id')}, u.name from "user" u join client_assignment a on a.user_id = u.id group by u.id, u.name order by count(*) desc, u.name limit 1`);
  const [id = '', name = ''] = [uuid(row?.[0] ?? ''), row?.[1]];
  const assigned = server.value(`select count(*) from client_assignment where ${server.id('user_id')} = '${row?.[0]}'`);
  await seat.open('/people');
  await page.getByRole('searchbox').fill(name.slice(0, 6));
  await page.getByRole('searchbox').press('Enter');
  await seat.ready();
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${id}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await seat.ready();
  const clients = part(page, 'Clients');
  await expect(clients.locator('tbody tr')).toHaveCount(Number(assigned));
  await clients.locator('tbody a').first().click();
  await seat.ready();
  // And back from there: the relation is shown at both ends.
  await page.locator('.client-team').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('what somebody logged stands on their page, narrowed to a kind', async ({ seat, page, server, browserOf }) => {
  const client = await newClient(seat, server);
  await newActivity(seat, server, client.id, 'The admin’s own', { 'activity[kind]': 'meeting' });
  const id = uuid(server.value(`select ${server.id('id')} from "user" where email = 'admin@demo.test'`));
  await seat.open(`/people/${id}`);
  await expect(page.getByRole('link', { name: 'My account' }).last()).toBeVisible();
  const activities = part(page, 'Activities');
  await expect(activities.locator('.happenings > li').first()).toContainText('The admin’s own');
  await activities.getByRole('link', { name: 'Meetings' }).click();
  await expect(page).toHaveURL(/kind=meeting/);
  await expect(activities.locator('.happenings > li').first()).toContainText('Meeting');
  // A consultant sees of it what is said with their own clients.
  const other = await browserOf('consultant');
  await other.open(`/people/${id}`);
  await expect(other.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.page.getByText('The admin’s own')).toHaveCount(0);
});

test('an owned relationship stands on the owner’s page and leads there', async ({ seat, page, server }) => {
  const [row] = server.sql(`select ${server.id('o.user_id')}, s.name, ${server.id('s.id')} from stakeholder_relationship_owner o join stakeholder s on s.id = o.stakeholder_id order by s.name limit 1`);
  await seat.open(`/stakeholders?owner=${uuid(row?.[0] ?? '')}`);
  await expect(page.getByRole('link', { name: row?.[1] ?? '', exact: true }).first()).toBeVisible();
  await seat.open(`/stakeholders/${uuid(row?.[2] ?? '')}`);
  const owner = page.getByRole('region', { name: 'Relationship owners' }).getByRole('link').first();
  const name = await owner.innerText();
  await owner.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await seat.ready();
  await expect(part(page, 'Relationships').locator('tbody tr').first()).toBeVisible();
});

test('nobody’s page is not there', async ({ seat, watch, page }) => {
  watch.foresee(404);
  const answer = await seat.open('/people/01890000-0000-7000-8000-000000000000');
  expect(answer.status()).toBe(404);
  await expect(page.getByText('Not found').first()).toBeVisible();
});
