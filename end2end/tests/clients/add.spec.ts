import { expect, test } from '../../support/test';

test('a client with a bad web address is refused in place, then made with a good one', async ({ seat, page, server }) => {
  const name = `Brassfield & Söhne ${Date.now()}`;
  await seat.open('/clients');
  await page.getByRole('link', { name: 'Add client' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add client');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Industry').fill('Ship building');
  await page.getByLabel('Website').fill('javascript:alert(1)');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByRole('button', { name: 'Add client' }).click();

  await expect(page.locator('.field-error')).toHaveText('Website is not a web address; write it as https://example.com.');
  await expect(page.getByLabel('Website')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Website')).toHaveValue('javascript:alert(1)');
  await expect(page.getByLabel('Name')).toHaveValue(name);
  await expect(page.getByLabel('Industry')).toHaveValue('Ship building');
  await expect(page.getByLabel('Currency')).toHaveValue('EUR');
  expect(server.value(`select count(*) from client where name = '${name}'`)).toBe('0');

  await seat.ready();
  await page.getByLabel('Website').fill('brassfield.example');
  await page.getByRole('button', { name: 'Add client' }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const link = page.getByRole('link', { name: /brassfield\.example/ });
  await expect(link).toHaveAttribute('href', /^https:\/\/brassfield\.example\/?$/);
  await expect(page.getByText('Budget (EUR)')).toBeVisible();
  expect(server.sql(`select status, currency, industry from client where name = '${name}'`)).toEqual([['prospect', 'EUR', 'Ship building']]);
});

test('a viewer who knows the address of the form can add nothing with it', async ({ browserOf, server, watch }) => {
  watch.foresee(403, 404, 500);
  const viewer = await browserOf('viewer');
  const before = server.value('select count(*) from client');
  await viewer.page.request.post(`${server.url}/api/create_client`, { form: { name: 'Ghost' } });
  expect(server.value('select count(*) from client')).toBe(before);
});
