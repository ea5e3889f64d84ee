import { newActivity, newClient } from '../../support/firm';
import { expect, test } from '../../support/test';

test('a timeline is narrowed to a kind, and its address says so', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await newActivity(seat, server, client.id, 'By telephone');
  await newActivity(seat, server, client.id, 'In a room', { 'activity[kind]': 'meeting' });
  await seat.open(client.path);
  const rows = page.locator('.happenings > li');
  await expect(rows).toHaveCount(2);
  await page.getByRole('navigation', { name: 'Kinds of activities' }).getByRole('link', { name: 'Meetings' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('In a room');
  await expect(page).toHaveURL(/kind=meeting/);
  await seat.reload();
  await expect(rows).toHaveCount(1);
  await page.getByRole('link', { name: 'Notes', exact: true }).click();
  await expect(page.getByText('Nothing of this kind.')).toBeVisible();
});

test('all activities are told, the newest first, and one’s own alone', async ({ seat, page, server, browserOf }) => {
  const client = await newClient(seat, server);
  await newActivity(seat, server, client.id, 'The admin’s own');
  await seat.open('/activities');
  const rows = page.locator('.happenings > li');
  await expect(rows.first()).toContainText('The admin’s own');
  await expect(rows).toHaveCount(15);
  await page.getByRole('link', { name: 'Mine', exact: true }).click();
  await expect(page).toHaveURL(/by=me/);
  await expect(rows.first()).toContainText('The admin’s own');
  const mine = server.value(`select count(*) from activity where created_by = (select id from "user" where email = 'admin@demo.test')`);
  await expect(rows).toHaveCount(Math.min(15, Number(mine)));
  const other = await browserOf('consultant');
  await other.open('/activities');
  await expect(other.page.locator('.happenings > li').first()).toBeVisible();
  await expect(other.page.getByText('The admin’s own')).toHaveCount(0);
});

test('what somebody else logs is shown as it comes', async ({ seat, page, server, scripting, browserOf }) => {
  test.skip(!scripting, 'a page that follows along needs client code');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await expect(page.getByText('Nothing has been logged here yet.')).toBeVisible();
  const other = await browserOf('admin');
  await newActivity(other, server, client.id, 'From elsewhere');
  await expect(page.locator('.happenings > li').first()).toContainText('From elsewhere');
});
