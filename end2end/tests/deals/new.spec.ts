import { expect, test, type Page, type Seat } from '../../support/test';
import { deal, dealsWhere, newClient, within } from '../../support/firm';
import { uuid, type Server } from '../../support/server';

const create = (page: Page) => page.getByRole('button', { name: 'Create deal' });
const clientBox = (page: Page) => page.getByLabel(/^Client/);
const choices = (page: Page) => page.locator('.combobox-option');
const error = (page: Page, label: string) => page.locator('.field').filter({ has: page.getByLabel(new RegExp(`^${label}`)) }).locator('.field-error');
const made = async (page: Page): Promise<string> => {
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}$/);
  return page.url().slice(-36);
};
const similar = (page: Page) => page.locator('section[aria-labelledby="similar"]');
const facts = (server: Server, id: string): string[] => {
  const key = server.engine === 'sqlite' ? id.replaceAll('-', '') : id;
  return server.sql(`select o.value, o.currency, o.type, o.source, o.stage, o.expected_close_date, u.email from opportunity o join "user" u on u.id = o.created_by where ${server.id('o.id')} = '${key}'`)[0] ?? [];
};

/** Counts what is pressed, at the pace of somebody who types well. */
class Keys {
  pressed = 0;

  constructor(private readonly page: Page) {}

  async type(text: string): Promise<void> {
    for (const letter of text) {
      await this.press(letter);
    }
  }

  async press(key: string): Promise<void> {
    this.pressed += 1;
    await this.page.keyboard.press(key);
    await this.page.waitForTimeout(120);
  }
}

test('a deal is made by keyboard alone, in seconds', async ({ browserOf, server, scripting, engine }) => {
  const seat = await browserOf('consultant');
  const { page } = seat;
  const client = server.value(`select name from client where id in (select client_id from client_assignment where user_id = (select id from "user" where email = 'consultant@demo.test')) order by name_key limit 1`);
  const name = `Keyboard ${Date.now()}`;
  await seat.open('/deals');
  await page.getByRole('link', { name: 'New deal', exact: true }).focus();
  const keys = new Keys(page);
  const begun = Date.now();
  await keys.press('Enter');
  const box = clientBox(page);
  await expect(box).toBeFocused();
  if (scripting) {
    await keys.type(client.slice(0, 3).toLowerCase());
    await expect(choices(page).first()).toHaveText(new RegExp(client));
    await keys.press('Enter');
    await expect(box).toHaveValue(client);
    await expect(page.getByLabel('Currency')).not.toHaveValue('');
  } else {
    await keys.type(client);
  }
  await keys.press('Tab');
  await keys.type(name);
  await keys.press('Tab');
  await keys.type('48000');
  await keys.press('Tab');
  await keys.press('Tab');
  await keys.type('06302027');
  await keys.press('Enter');
  const id = await made(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  console.log(`a deal made by keyboard on ${engine}${scripting ? '' : ' without client code'}: ${((Date.now() - begun) / 1000).toFixed(1)} s, ${keys.pressed} keys`);
  const found = deal(server, id);
  expect([found.client, found.name, found.stage]).toEqual([client, name, 'lead']);
  const [value, currency, , source, stage, close, by] = facts(server, id);
  expect([value, source, stage, close, by]).toEqual(['4800000', 'inbound', 'lead', '2027-06-30', 'consultant@demo.test']);
  expect(currency).toBe(server.value(`select currency from client where name = '${client}'`));
  await expect(page.getByText('Opened in Lead')).toBeVisible();
});

test('the list of clients is walked with the arrows, left with Esc, and offers only one’s own', async ({ browserOf, server, scripting }) => {
  const seat = await browserOf('consultant');
  const { page } = seat;
  await seat.open('/deals/new');
  const box = clientBox(page);
  await expect(box).toBeFocused();
  const mine = server.sql(`select name from client where id in (select client_id from client_assignment where user_id = (select id from "user" where email = 'consultant@demo.test'))`).flat();
  if (!scripting) {
    // Without client code it is the browser's own list.
    const listed = page.locator(`datalist[id="${await box.getAttribute('list')}"] option`);
    expect((await listed.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))).sort()).toEqual(mine.sort());
    return;
  }
  const options = choices(page);
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toBeVisible();
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  expect((await options.locator('.combobox-words').allInnerTexts()).sort()).toEqual(mine.sort());
  const active = async (): Promise<number> => Number((await box.getAttribute('aria-activedescendant'))?.match(/option-(\d+)$/)?.[1]);
  expect(await active()).toBe(0);
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe(mine.length - 1);
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe(0);
  await page.keyboard.press('Escape');
  await expect(options.first()).toBeHidden();
  await expect(box).toBeFocused();
  const foreign = server.value(`select name from client where not (name in (${mine.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')})) limit 1`);
  await box.fill(foreign);
  await expect(options).toHaveText([`Create client “${foreign}”`]);
  // A whole name that is typed without a look at the list is that client.
  await box.fill(mine[0]?.toUpperCase() ?? '');
  await expect(options.first()).toHaveText(new RegExp(mine[0] ?? ''));
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue(mine[0] ?? '');
});

test('a client that is not there is made together with the deal', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const client = `Brackholt ${Date.now()}`;
  await seat.open('/deals/new');
  await clientBox(page).fill(client);
  if (scripting) {
    await choices(page).filter({ hasText: `Create client “${client}”` }).waitFor();
    await page.keyboard.press('Enter');
    await expect(page.getByText('A new client, added together with the deal.')).toBeVisible();
  }
  await page.getByLabel('Name').fill('First engagement');
  await page.getByLabel('Value').fill('12,500.50');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Source').selectOption('referral');
  if (!scripting) {
    // Nobody adds a client by a slip of the finger: it is asked first, and what was typed stays.
    await create(page).click();
    await expect(error(page, 'Client')).toHaveText('None of your clients is called that. Choose one of them, or add this one.');
    await expect(page.getByLabel('Name')).toHaveValue('First engagement');
    await expect(page.getByLabel('Currency')).toHaveValue('EUR');
    await page.getByLabel('Add it as a new client').check();
  }
  await create(page).click();
  const id = await made(page);
  expect(server.sql(`select status, currency from client where name = '${client}'`)).toEqual([['prospect', 'EUR']]);
  expect(facts(server, id).slice(0, 5)).toEqual(['1250050', 'EUR', 'new', 'referral', 'lead']);
  expect(server.value(`select count(*) from opportunity_stage_change where opportunity_id in (select id from opportunity where client_id in (select id from client where name = '${client}'))`)).toBe('1');
});

test('what is wrong is said at each field, the first gets the focus, and what was typed stays', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const before = server.value('select count(*) from opportunity');
  const client = await newClient(seat, server);
  await seat.open(`/deals/new?client=${client.id}`);
  await page.getByLabel('Name').fill('Odd figures');
  for (const [typed, says] of [
    ['-5', 'is negative; an amount starts at zero'],
    ['1000000000001', 'is too large; a million million at most'],
    ['12.345', 'has too many digits behind the point; USD has 2'],
    ['lots', 'is not an amount; write it as 12500 or 12,500.50'],
  ] as const) {
    await page.getByLabel('Value').fill(typed);
    await create(page).click();
    await expect(error(page, 'Value')).toHaveText(`Value ${says}.`);
    await seat.ready();
    await expect(page.getByLabel('Value')).toBeFocused();
    await expect(page.getByLabel('Value')).toHaveValue(typed);
    await expect(page.getByLabel('Name')).toHaveValue('Odd figures');
    await expect(clientBox(page)).toHaveValue(client.name);
  }
  expect(server.value('select count(*) from opportunity')).toBe(before);
  await page.getByLabel('Value').fill('12.34');
  await create(page).click();
  expect(facts(server, await made(page))[0]).toBe('1234');
});

test('an unknown client that was typed past the list is asked about too', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const name = `Nobody ${Date.now()}`;
  await seat.open('/deals/new');
  await page.getByLabel('Name').fill('Typed past');
  await clientBox(page).fill(name);
  await page.keyboard.press('Tab');
  await create(page).click();
  await expect(error(page, 'Client')).toBeVisible();
  await seat.ready();
  await page.getByLabel('Add it as a new client').check();
  // Another field that is wrong does not undo the answer.
  await page.getByLabel('Value').fill('x');
  await create(page).click();
  await expect(error(page, 'Value')).toBeVisible();
  await expect(error(page, 'Client')).toHaveCount(0);
  await seat.ready();
  await page.getByLabel('Value').fill('');
  await create(page).click();
  expect(facts(server, await made(page))[0]).toBe('0');
  expect(server.value(`select count(*) from client where name = '${name}'`)).toBe('1');
});

test('deals of the client that may be meant stand beside the form; the same name is asked about', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const open = dealsWhere(server, "o.outcome is null and o.name like '% %'")[0];
  const client = uuid(server.value(`select ${server.id('client_id')} from opportunity where name = '${open?.name.replaceAll("'", "''")}' and client_id in (select id from client where name = '${open?.client}')`));
  await seat.open(`/deals/new?client=${client}`);
  await expect(similar(page).getByRole('link', { name: open?.name ?? '' })).toBeVisible();
  if (scripting) {
    await page.getByLabel('Name').fill('Something else altogether');
    await expect(similar(page)).toHaveCount(0);
    await page.getByLabel('Name').fill((open?.name ?? '').split(' ')[0]?.toUpperCase() ?? '');
    await expect(similar(page).getByRole('heading')).toHaveText('Is it one of these?');
    const link = similar(page).getByRole('link', { name: open?.name ?? '' });
    await expect(link).toHaveAttribute('href', `/deals/${open?.id}`);
    await expect(link).toHaveAttribute('target', '_blank');
  }
  await page.getByLabel('Name').fill((open?.name ?? '').toUpperCase());
  await create(page).click();
  await expect(error(page, 'Name')).toHaveText('Name is the name of an open deal of this client.');
  await expect(page.getByRole('link', { name: 'Open that deal' })).toHaveAttribute('href', `/deals/${open?.id}`);
  await seat.ready();
  await page.getByLabel('Make another one of this name').check();
  await create(page).click();
  await made(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText((open?.name ?? '').toUpperCase());
});

test('the address says with whom and in which stage; the client’s history proposes the type', async ({ seat, page, server, scripting }) => {
  const won = dealsWhere(server, "o.outcome = 'won'")[0];
  const client = uuid(server.value(`select ${server.id('id')} from client where name = '${won?.client}'`));
  await seat.open(`/clients/${client}`);
  await page.locator('section[aria-labelledby="deals"]').getByRole('link', { name: 'New deal', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/new\\?client=${client}$`));
  await expect(clientBox(page)).toHaveValue(won?.client ?? '');
  await expect(page.getByLabel('Type')).toHaveValue('expansion');
  await expect(page.getByLabel('Name')).toBeFocused();
  await seat.open(`/deals/new?client=${client}&stage=proposal`);
  await expect(page.getByLabel('Stage')).toHaveValue('proposal');
  await page.getByLabel('Name').fill(`Staged ${Date.now()}`);
  await page.getByLabel('Type').selectOption('renewal');
  await create(page).click();
  expect(facts(server, await made(page)).slice(2, 5)).toEqual(['renewal', 'inbound', 'proposal']);
  await seat.open('/deals/new?stage=closed_won');
  await expect(page.getByLabel('Stage')).toHaveValue('lead');
  if (scripting) {
    // What was chosen by hand stays when the client changes.
    await page.getByLabel('Type').selectOption('renewal');
    await clientBox(page).fill(won?.client ?? '');
    await choices(page).filter({ hasText: won?.client ?? '' }).first().click();
    await expect(page.getByLabel('Currency')).toHaveValue(won?.currency ?? '');
    await expect(page.getByLabel('Type')).toHaveValue('renewal');
  }
});

test('a session that ends meanwhile loses nothing that was typed where client code sends the form', async ({ browserOf, somebody, scripting, watch, server }) => {
  watch.foresee(401);
  const seat: Seat = await browserOf(somebody);
  const { page } = seat;
  const client = await newClient(seat, server);
  await seat.open(`/deals/new?client=${client.id}`);
  await page.getByLabel('Name').fill('Kept');
  await page.context().clearCookies();
  await create(page).click();
  if (!scripting) {
    // A plain form is led to signing in.
    await expect(page).toHaveURL(/\/sign-in/);
    return;
  }
  await expect(page.getByRole('alert')).toContainText('Your session has ended.');
  await expect(page.getByRole('link', { name: 'Sign in in a new tab' })).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Kept');
  await expect(clientBox(page)).toHaveValue(client.name);
});

test('who may make no deal is offered none, and no client of somebody else’s', async ({ browserOf, server, watch }) => {
  watch.foresee(403, 404, 422);
  const viewer = await browserOf('viewer');
  for (const path of ['/deals', '/deals?view=table', `/clients/${uuid(server.value(`select ${server.id('id')} from client limit 1`))}`]) {
    await viewer.open(path);
    await expect(viewer.page.getByRole('link', { name: 'New deal', exact: true })).toHaveCount(0);
  }
  await viewer.open('/deals/new');
  await expect(viewer.page.getByRole('alert')).toContainText('You may read this and not change it.');
  const consultant = await browserOf('consultant');
  const before = server.value('select count(*) from opportunity');
  const foreign = uuid(server.value(`select ${server.id('o.client_id')} from opportunity o where not ${within('consultant@demo.test')} limit 1`));
  expect((await consultant.open(`/deals/new?client=${foreign}`)).status()).toBe(404);
  for (const [seat, status] of [[viewer, 403], [consultant, 404]] as const) {
    const answer = await seat.page.request.post(`${server.url}/api/create_deal`, { form: { 'deal[client]': foreign, 'deal[name]': 'Ghost' } });
    expect(answer.status()).toBe(status);
  }
  expect(server.value('select count(*) from opportunity')).toBe(before);
});
