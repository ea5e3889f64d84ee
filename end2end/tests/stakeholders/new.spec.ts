import { expect, test } from '../../support/test';
import { newClient, newStakeholder } from '../../support/firm';

test('somebody is added from the client’s page, with what is known of them', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await page.getByRole('link', { name: 'Add stakeholder' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add stakeholder');
  await seat.ready();
  await expect(page.getByLabel('Client')).toHaveValue(client.name);
  await page.getByLabel('Name').fill('Rita Moor');
  await page.getByLabel('Job title').fill('Treasurer');
  await page.getByLabel('E-mail').fill('rita@post.example');
  await page.getByLabel('Phone').fill('+49 30 23125 042');
  await page.getByLabel('Engagement').selectOption('high');
  await page.getByRole('checkbox', { name: 'Champion' }).check();
  await page.getByRole('checkbox', { name: 'Economic buyer' }).check();
  await page.getByRole('button', { name: 'Add stakeholder' }).click();
  await expect(page).toHaveURL(/\/stakeholders\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rita Moor');
  await expect(page.getByText('rita@post.example')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Champion' })).toHaveAttribute('aria-pressed', 'true');
  await seat.open(client.path);
  await page.getByRole('region', { name: 'Stakeholders' }).getByRole('link', { name: 'Rita Moor' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rita Moor');
  const bytes = server.engine === 'sqlite' ? "cast(email as text)" : "encode(email, 'escape')";
  expect(server.value(`select count(*) from stakeholder where ${bytes} like '%post.example%'`), 'sealed at rest').toBe('0');
});

test('who may be the same is shown while typing, and a namesake is asked about', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const client = await newClient(seat, server);
  const known = await newStakeholder(seat, server, client.id, 'Rita Moor');
  await seat.open(`/stakeholders/new?client=${client.id}`);
  await page.getByLabel('Name').fill('Rita Mor');
  if (scripting) {
    const beside = page.getByRole('region', { name: 'Is it one of these?' });
    await expect(beside.getByRole('link', { name: 'Rita Moor' })).toHaveAttribute('href', known.path);
    await page.getByLabel('Name').fill('Somebody Else');
    await expect(beside).toHaveCount(0);
    await page.getByLabel('E-mail').fill('RITA@post.example');
    await expect(beside.getByText('Same e-mail').first()).toBeVisible();
  }
  await page.getByLabel('Name').fill('rita moor');
  await page.getByLabel('Job title').fill('Another one');
  await page.getByRole('button', { name: 'Add stakeholder' }).click();
  await expect(page.locator('.field-error').first()).toContainText('is one of this client’s people already'.replace('’', "'"));
  await seat.ready();
  await expect(page.getByLabel('Job title')).toHaveValue('Another one');
  await page.getByRole('checkbox', { name: 'This is another person' }).check();
  await page.getByRole('button', { name: 'Add stakeholder' }).click();
  await expect(page).toHaveURL(/\/stakeholders\/[0-9a-f-]{36}$/);
  expect(server.value(`select count(*) from stakeholder where name_key = 'rita moor' and client_id = (select client_id from stakeholder where ${server.id('id')} = '${server.engine === 'sqlite' ? known.id.replaceAll('-', '') : known.id}')`)).toBe('2');
});

test('a name that is typed over the client counts, with client code and without', async ({ seat, page, server }) => {
  const [first, second] = [await newClient(seat, server), await newClient(seat, server)];
  await seat.open(`/stakeholders/new?client=${first.id}`);
  await page.getByLabel('Client').fill(second.name);
  await page.getByLabel('Name').fill('Uma Typed');
  await page.getByRole('button', { name: 'Add stakeholder' }).click();
  await expect(page).toHaveURL(/\/stakeholders\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('link', { name: second.name }).first()).toBeVisible();
});

test('somebody is added from the keyboard alone, the client found by typing', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await seat.open('/stakeholders/new');
  const field = page.getByLabel('Client');
  await field.focus();
  await page.keyboard.type(client.name);
  await page.keyboard.press('Tab');
  await page.getByLabel('Name').focus();
  await page.keyboard.type('Tom Typed');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stakeholders\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('link', { name: client.name }).first()).toBeVisible();
});
