// A person at a client: what they are, how they are reached, to whom they report, and the way there and back.
import { expect, test, type Seat } from '../../support/test';
import { newClient, newStakeholder } from '../../support/firm';
import { place } from '../../support/inline';
import type { Server } from '../../support/server';

async function somebody(seat: Seat, server: Server): Promise<{ id: string; name: string; path: string; client: string }> {
  const client = await newClient(seat, server);
  return { ...(await newStakeholder(seat, server, client.id)), client: client.id };
}

const personal = (server: Server): string => server.value("select count(*) from audit_log where action = 'read' and resource_type = 'stakeholder'");

for (const { label, typed, shown } of [
  { label: 'Job title', typed: 'Head of <finance>', shown: 'Head of <finance>' },
  { label: 'E-mail', typed: 'Rita.Moor@post.example', shown: 'rita.moor@post.example' },
  { label: 'Phone', typed: '+49 30 23125 042', shown: '+49 30 23125 042' },
  { label: 'Notes', typed: 'Reads everything twice.', shown: 'Reads everything twice.' },
]) {
  test(`${label} is typed where it stands`, async ({ seat, page, server }) => {
    const person = await somebody(seat, server);
    await seat.open(person.path);
    const value = place(seat, label);
    await value.click();
    await value.field.fill(typed);
    await value.save.click();
    await expect(value.form).toHaveCount(0);
    await expect(value.box).toContainText(shown);
    await seat.reload();
    await expect(value.box).toContainText(shown);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.name);
  });
}

test('a wrong telephone number is refused beside the field, and an address holds nothing personal', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const person = await somebody(seat, server);
  await seat.open(person.path);
  const value = place(seat, 'Phone');
  await value.click();
  await value.field.fill('ring her sister');
  await value.save.click();
  await expect(page.locator('.field-error')).toContainText('is not a telephone number; write it as +49 30 1234567');
  if (scripting) {
    await expect(value.field, 'nothing typed is lost').toHaveValue('ring her sister');
  }
  const address = decodeURIComponent(page.url());
  expect(address).not.toContain('sister');
  expect(Buffer.from(new URL(page.url()).searchParams.get('__err') ?? '', 'base64url').toString()).not.toContain('sister');
});

test('opening somebody’s personal data is written down, listing people opens nothing', async ({ seat, server }) => {
  const person = await somebody(seat, server);
  const before = Number(personal(server));
  await seat.open('/stakeholders');
  expect(Number(personal(server))).toBe(before);
  await seat.open(person.path);
  await expect.poll(() => Number(personal(server))).toBeGreaterThan(before);
  expect(server.value("select count(*) from audit_log where changes like '%rita@post.example%'")).toBe('0');
});

test('the head follows what is changed below it, and somebody else’s client draws nothing anew', async ({ seat, page, server, browserOf, scripting }) => {
  const person = await somebody(seat, server);
  const elsewhere = await newClient(seat, server);
  await seat.open(person.path);
  const value = place(seat, 'Engagement');
  await value.click();
  await value.field.selectOption('disengaged');
  await value.save.click();
  await expect(page.locator('.page-head').first()).toContainText('Disengaged');
  await seat.ready();
  if (!scripting) {
    return;
  }
  const before = personal(server);
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  const other = await browserOf('admin');
  const change = async (id: string, value: string): Promise<void> => {
    const version = server.value(`select version from client where ${server.id('id')} = '${server.engine === 'sqlite' ? id.replaceAll('-', '') : id}'`);
    await other.page.request.post(`${server.url}/api/edit_client`, { form: { id, field: 'industry', value, version } });
  };
  await change(elsewhere.id, 'Elsewhere');
  // Their own client's news comes after it: once that was heard, the other was too.
  await change(person.client, 'Theirs');
  await expect.poll(() => calls.filter((path) => path === '/api/show_stakeholder').length).toBe(1);
  await expect.poll(() => Number(personal(server))).toBe(Number(before) + 2);
});

test('a role is given and taken with one press', async ({ seat, page, server }) => {
  const person = await somebody(seat, server);
  await seat.open(person.path);
  const champion = page.getByRole('button', { name: 'Champion' });
  await expect(champion).toHaveAttribute('aria-pressed', 'false');
  await champion.click();
  await expect(champion).toHaveAttribute('aria-pressed', 'true');
  await seat.reload();
  await expect(champion).toHaveAttribute('aria-pressed', 'true');
  await champion.focus();
  await page.keyboard.press('Enter');
  await expect(champion).toHaveAttribute('aria-pressed', 'false');
});

test('who reports to whom is chosen, seen from both ends, and never goes round', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const boss = await somebody(seat, server);
  const other = await newStakeholder(seat, server, boss.client);
  await seat.open(other.path);
  let value = place(seat, 'Reports to');
  await value.click();
  await value.field.selectOption(boss.id);
  await value.save.click();
  await expect(value.form).toHaveCount(0);
  await seat.ready();
  await value.box.getByRole('link', { name: boss.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(boss.name);
  await expect(page.getByRole('region', { name: 'Report to them' }).getByRole('link', { name: other.name })).toBeVisible();
  await seat.ready();
  value = place(seat, 'Reports to');
  await value.click();
  await value.field.selectOption(other.id);
  await value.save.click();
  await expect(page.locator('.field-error')).toContainText(`is ${other.name}, who reports to ${boss.name}; change that first`);
});

test('a viewer reads and has nothing to press', async ({ seat, server, browserOf }) => {
  const person = await somebody(seat, server);
  const viewer = await browserOf('viewer');
  await viewer.open(person.path);
  await expect(viewer.page.getByText('rita@post.example')).toBeVisible();
  await expect(viewer.page.locator('main form, main button')).toHaveCount(0);
  await expect(viewer.page.getByRole('link', { name: /^Edit / })).toHaveCount(0);
});

test('who of us owns the relationship is given, taken, and given back', async ({ seat, page, server, scripting }) => {
  const client = await newClient(seat, server);
  const person = await newStakeholder(seat, server, client.id);
  await seat.open(person.path);
  const owners = page.getByRole('region', { name: 'Relationship owners' });
  await expect(owners).toContainText('Nobody of us owns this relationship.');
  const choice = owners.getByLabel('Who is to own it too');
  const name = ((await choice.locator('option').first().textContent()) ?? '').split(',')[0] ?? '';
  await owners.getByRole('button', { name: 'Make owner' }).click();
  const owner = owners.locator('.person-item').filter({ hasText: name });
  await expect(owner).toBeVisible();
  await expect(choice.locator('option', { hasText: name })).toHaveCount(0);
  await seat.ready();
  await owner.getByRole('button', { name: `${name} does not own it any more` }).click();
  await expect(owner).toHaveCount(0);
  if (scripting) {
    await expect(owners.getByRole('heading')).toBeFocused();
  }
  await seat.ready();
  if (scripting) {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(owner).toBeVisible();
  }
});
