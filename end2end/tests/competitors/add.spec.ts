import { expect, test } from '../../support/test';
import { newCompetitor } from '../../support/firm';

test('a competitor with a bad web address is refused in place, then made with a good one', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const name = `Søren & Partners ${Date.now()}`;
  await seat.open('/competitors');
  await page.getByRole('link', { name: 'Add competitor' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add competitor');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Website').fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Add competitor' }).click();
  await expect(page.locator('.field-error')).toHaveText('Website is not a web address; write it as https://example.com.');
  await expect(page.getByLabel('Name')).toHaveValue(name);
  await expect(page.getByLabel('Website')).toHaveValue('javascript:alert(1)');
  expect(server.value(`select count(*) from competitor where name = '${name}'`)).toBe('0');
  await seat.ready();
  if (scripting) {
    await expect(page.getByLabel('Website'), 'the fault has the focus').toBeFocused();
    await expect(page, 'and the address is what it was').toHaveURL(/\/competitors\/new$/);
  }
  await page.getByLabel('Website').fill('soren.example');
  await page.getByRole('button', { name: 'Add competitor' }).click();
  await expect(page).toHaveURL(/\/competitors\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('link', { name: /soren\.example/ })).toHaveAttribute('href', 'https://soren.example');
  await expect(page.getByText('No deal mentions this competitor.')).toBeVisible();
});

test('a name that is taken, in whatever case, leads to whose it is; one that is only alike is fine', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const taken = await newCompetitor(seat, server);
  await seat.open('/competitors/new');
  await page.getByLabel('Name').fill(taken.name.toUpperCase());
  await page.getByLabel('Website').fill('again.example');
  await page.keyboard.press('Enter');
  await expect(page.locator('.field-error')).toHaveText('Name is on the list already.');
  await expect(page.getByLabel('Name')).toHaveValue(taken.name.toUpperCase());
  await expect(page.getByLabel('Website')).toHaveValue('again.example');
  await seat.ready();
  await page.getByRole('link', { name: `Open ${taken.name.toUpperCase()}` }).click();
  await expect(page).toHaveURL(new RegExp(`${taken.path}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(taken.name);
  await seat.open('/competitors/new');
  await page.getByLabel('Name').fill(`${taken.name} & Sons`);
  await page.getByRole('button', { name: 'Add competitor' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${taken.name} & Sons`);
});

test('a viewer who knows the addresses can add, change and remove nothing', async ({ browserOf, seat, server, watch }) => {
  watch.foresee(403, 404);
  const made = await newCompetitor(seat, server);
  const viewer = await browserOf('viewer');
  const all = 'select name, version from competitor order by name';
  const before = server.sql(all);
  for (const [path, form] of [
    ['create_competitor', { name: 'Ghost' }],
    ['edit_competitor', { id: made.id, field: 'notes', value: 'x', version: '1' }],
    ['delete_competitor', { id: made.id, mentions: '0' }],
  ] as const) {
    expect((await viewer.page.request.post(`${server.url}/api/${path}`, { form: { ...form } })).status()).toBe(403);
  }
  expect(server.sql(all)).toEqual(before);
  for (const path of ['/competitors/new', `${made.path}/delete`]) {
    await viewer.open(path);
    await expect(viewer.page.getByRole('alert')).toContainText('You may read this and not change it.');
  }
});
