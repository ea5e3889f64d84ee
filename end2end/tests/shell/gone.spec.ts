// The server goes away and comes back; nothing that was typed goes with it.
import { expect, test, type Seat } from '../../support/test';
import { newClient } from '../../support/firm';
import { place } from '../../support/inline';
import { openCardMenu } from '../../support/menu';

const offline = (seat: Seat) => seat.page.getByText('The server could not be reached. Nothing was changed; try again in a moment.');

test('an edit while the server is gone says so, keeps the text, and saves when it is back', async ({ ownServer, browserOf, scripting, watch }) => {
  test.skip(!scripting, 'without client code the browser has its own page for this');
  watch.foreseeOffline();
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const industry = place(seat, 'Industry');
  await industry.click();
  await industry.field.fill('Typed while nobody listened');
  await server.stop();
  await industry.field.press('Enter');
  await expect(industry.error).toHaveText('The server could not be reached. Nothing was changed; try again in a moment.');
  await expect(industry.field).toHaveValue('Typed while nobody listened');
  await server.start();
  await industry.save.click();
  await expect(industry.form).toHaveCount(0);
  await expect(industry.box).toContainText('Typed while nobody listened');
  expect(server.value(`select industry from client where name = '${client.name}'`)).toBe('Typed while nobody listened');
});

test('a click while the server is gone shows a message on the page, and works again later', async ({ ownServer, browserOf, scripting, watch }) => {
  test.skip(!scripting, 'without client code the browser has its own page for this');
  watch.foreseeOffline();
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open('/deals');
  await server.stop();
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
  await expect(offline(seat)).toBeVisible();
  await expect(page).toHaveURL(/\/clients$/);
  await server.start();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Clients' })).toBeVisible();
});

test('a move while the server is gone is told, and the card stays', async ({ ownServer, browserOf, scripting, watch }) => {
  test.skip(!scripting, 'without client code the browser has its own page for this');
  watch.foreseeOffline();
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open('/deals');
  const card = page.locator('section[aria-label="Lead"] .card').first();
  const menu = await openCardMenu(card);
  await server.stop();
  await menu.getByRole('button', { name: 'Move to Qualified' }).click();
  await expect(offline(seat).or(page.getByText('the server cannot be reached')).first()).toBeVisible();
  await server.start();
  expect(server.value("select count(*) from audit_log where resource_type = 'opportunity' and action = 'update'")).toBe('0');
});

test('a form sent while the server was gone is still filled after Back', async ({ ownServer, browserOf, watch }) => {
  watch.foreseeOffline();
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open('/clients/new');
  await page.getByLabel('Name').fill('Typed before it went');
  await page.getByLabel('Industry').fill('Shipping');
  await server.stop();
  await page.getByRole('button', { name: 'Add client' }).click();
  await expect.poll(() => page.url()).not.toMatch(/\/clients\/new$/);
  await server.start();
  await page.goBack();
  await expect(page.getByLabel('Name')).toHaveValue('Typed before it went');
  await expect(page.getByLabel('Industry')).toHaveValue('Shipping');
});

test('who is signed in stays so over a restart', async ({ ownServer, browserOf, watch }) => {
  watch.foreseeOffline();
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  await seat.open('/deals');
  await server.stop();
  await server.start();
  await seat.open('/clients');
  await expect(seat.page.getByRole('heading', { level: 1 })).toHaveText('Clients');
});
