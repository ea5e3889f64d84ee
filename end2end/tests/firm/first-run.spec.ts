import { expect, test } from '../../support/test';

test.use({ role: 'nobody' });

test('the first visitor of an empty database becomes its admin, and nobody after that', async ({ ownServer, browserOf, watch }) => {
  const server = await ownServer('nothing');
  await server.start();
  const seat = await browserOf('nobody', server);
  const { page } = seat;
  await seat.open('/deals');
  await expect(page).toHaveURL(/\/first-run$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome to Throughline');

  await page.getByLabel('Your name').fill('Ada Quill');
  await page.getByLabel('E-mail address').fill('ada@firm.example');
  await page.getByLabel('Password').fill('too short');
  await page.getByRole('button', { name: 'Create admin' }).click();
  await expect(page.locator('.field-error')).toHaveText('Password is too short; use at least 12 characters, a few words are fine.');
  await expect(page.getByLabel('Your name')).toHaveValue('Ada Quill');
  await expect(page.getByLabel('E-mail address')).toHaveValue('ada@firm.example');
  expect(server.value('select count(*) from "user"')).toBe('0');

  await seat.ready();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create admin' }).click();
  await expect(page).toHaveURL(/\/deals$/);
  await seat.ready();
  await expect(page.getByText('No deals yet')).toBeVisible();
  expect(server.sql('select email, name, role from "user"')).toEqual([['ada@firm.example', 'Ada Quill', 'admin']]);

  const late = await browserOf('nobody', server);
  await late.open('/first-run');
  await expect(late.page).toHaveURL(/\/sign-in$/);
  watch.foresee(404, 500);
  const again = { name: 'Eve', email: 'eve@firm.example', password: 'correct horse battery' };
  await late.page.request.post(`${server.url}/api/create_first_admin`, { form: again, maxRedirects: 0 });
  expect(server.value('select count(*) from "user"')).toBe('1');
});
