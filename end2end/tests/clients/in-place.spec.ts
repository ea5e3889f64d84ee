import { expect, test, type Seat } from '../../support/test';
import { newClient } from '../../support/firm';
import { place } from '../../support/inline';

/** Every kind of field: what is typed, and how it then stands there. */
const FIELDS = [
  { kind: 'text', label: 'Industry', typed: 'Ship building', shown: 'Ship building' },
  { kind: 'web address', label: 'Website', typed: 'yard.example/de', shown: 'yard.example/de' },
  { kind: 'choice', label: 'Status', typed: 'churned', shown: 'Churned' },
  { kind: 'date', label: 'Deadline', typed: '2027-02-28', shown: '28 Feb 2027' },
  { kind: 'amount', label: 'Budget', typed: "1'250,000.50", shown: '$1,250,000.50' },
  { kind: 'long text', label: 'Decision process', typed: 'Board first,\nthen <the yard> & "friends"', shown: 'Board first' },
] as const;

async function type(seat: Seat, label: string, kind: string, text: string): Promise<void> {
  const { field } = place(seat, label);
  await (kind === 'choice' ? field.selectOption(text) : field.fill(text));
}

for (const { kind, label, typed, shown } of FIELDS) {
  const text = kind === 'amount' ? '1,250,000.50' : typed;

  test(`${kind}: edited with the mouse`, async ({ seat, page, server }) => {
    const client = await newClient(seat, server);
    await seat.open(client.path);
    const value = place(seat, label);
    await value.click();
    await type(seat, label, kind, text);
    await value.save.click();
    await expect(value.form).toHaveCount(0);
    await expect(value.box).toContainText(shown);
    await seat.reload();
    await expect(value.box).toContainText(shown);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(client.name);
  });

  test(`${kind}: edited from the keyboard alone`, async ({ seat, page, server, scripting }) => {
    const client = await newClient(seat, server);
    await seat.open(client.path);
    const value = place(seat, label);
    await value.enter();
    if (scripting) {
      await expect(value.field).toBeFocused();
    } else {
      await value.field.focus();
    }
    const keys = page.keyboard;
    if (kind === 'choice') {
      await keys.type('Churned');
      await keys.press('Tab');
      await expect(value.save).toBeFocused();
      await keys.press('Enter');
    } else if (kind === 'date') {
      // The browser's own control: month, day, year, whatever the page's language.
      await keys.type('02282027');
      await keys.press('Enter');
    } else {
      await keys.press('Control+A');
      await keys.insertText(text);
      if (kind !== 'long text') {
        await keys.press('Enter');
      } else if (scripting) {
        await keys.press('Control+Enter');
      } else {
        await keys.press('Tab');
        await keys.press('Enter');
      }
    }
    await expect(value.form).toHaveCount(0);
    await expect(value.box).toContainText(shown);
    if (scripting) {
      await expect(value.pencil).toBeFocused();
    }
    await seat.reload();
    await expect(value.box).toContainText(shown);
  });
}

const WRONG = [
  { label: 'Deadline', typed: '1812-06-24', says: 'lies out of reach; use a year between 1900 and 2199', right: '2027-06-24' },
  { label: 'Budget', typed: '1.000,50', says: 'is not an amount; write it as 12500 or 12,500.50', right: '1000.50' },
  { label: 'Budget', typed: '12.345', says: 'has too many digits behind the point; USD has 2', right: '12.34' },
  { label: 'Budget', typed: '-5', says: 'is negative; an amount starts at zero', right: '5' },
  { label: 'Website', typed: 'javascript:alert(1)', says: 'is not a web address; write it as https://example.com', right: 'https://example.com' },
  { label: 'Name', typed: '   ', says: 'is empty; type a name', right: 'Ancaster again' },
] as const;

for (const { label, typed, says, right } of WRONG) {
  test(`${label} “${typed}” is told what would be right, and stays as typed`, async ({ seat, server, watch }) => {
    watch.foresee(422);
    const client = await newClient(seat, server);
    await seat.open(client.path);
    const value = place(seat, label);
    await value.click();
    await value.field.fill(typed);
    await value.field.press('Enter');
    await expect(value.error).toHaveText(`${label} ${says}.`);
    await expect(value.field).toHaveValue(typed);
    await expect(value.field).toHaveAttribute('aria-invalid', 'true');
    await seat.ready();
    await value.field.fill(right);
    await value.field.press('Enter');
    await expect(value.form).toHaveCount(0);
    await expect(value.error).toHaveCount(0);
  });
}

test('half a date is not taken for no date', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const value = place(seat, 'Deadline');
  await value.click();
  await value.field.fill('2027-02-28');
  await value.save.click();
  await expect(value.form).toHaveCount(0);
  await value.click();
  await value.field.focus();
  await page.keyboard.press('Delete');
  await value.save.click();
  await expect(value.form).toHaveCount(1);
  await seat.reload();
  expect(server.value(`select deadline from client where name = '${client.name}'`)).toContain('2027-02-28');
});

test('two browsers change the same value: the second sees the first one’s and keeps its own', async ({ seat, server, browserOf, watch }) => {
  watch.foresee(409);
  const client = await newClient(seat, server);
  const other = await browserOf('admin');
  await seat.open(client.path);
  const mine = place(seat, 'Industry');
  await mine.click();
  await mine.field.fill('Mine');

  await other.open(client.path);
  await place(other, 'Industry').change('Theirs');
  await mine.meets('Theirs', 'Mine');
  expect(server.value(`select industry from client where name = '${client.name}'`)).toBe('Theirs');
  await mine.save.click();
  await expect(mine.form).toHaveCount(0);
  await expect(mine.box).toContainText('Mine');
  expect(server.value(`select industry from client where name = '${client.name}'`)).toBe('Mine');
});

test('two browsers change different values: both are kept, and nobody is asked', async ({ seat, server, browserOf }) => {
  const client = await newClient(seat, server);
  const other = await browserOf('admin');
  await seat.open(client.path);
  await other.open(client.path);
  const mine = place(seat, 'Industry');
  await mine.click();
  await place(other, 'Budget').change('700');
  await mine.field.fill('Ferries');
  await mine.field.press('Enter');
  await expect(mine.form).toHaveCount(0);
  expect(server.sql(`select industry, budget from client where name = '${client.name}'`)).toEqual([['Ferries', '70000']]);
});

test('a viewer reads everything and is offered no pencil', async ({ browserOf, server, watch }) => {
  const viewer = await browserOf('viewer');
  await viewer.open('/clients');
  await expect(viewer.page.getByRole('link', { name: 'Add client' })).toHaveCount(0);
  const name = await viewer.page.locator('tbody th').first().innerText();
  await viewer.page.getByRole('link', { name, exact: true }).click();
  await expect(viewer.page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(viewer.page.locator('.inline')).not.toHaveCount(0);
  await expect(viewer.page.locator('.inline-pencil')).toHaveCount(0);
  const path = new URL(viewer.page.url()).pathname;
  await viewer.open(`${path}?edit=industry`);
  await expect(viewer.page.locator('.inline-form')).toHaveCount(0);
  watch.foresee(403, 404, 500);
  const form = { id: path.slice('/clients/'.length), field: 'industry', value: 'Piracy', version: '1' };
  await viewer.page.request.post(`${server.url}/api/edit_client`, { form });
  expect(server.value("select count(*) from client where industry = 'Piracy'")).toBe('0');
});

test('who uses the keyboard stays where they are while the page follows what was changed', async ({ seat, page, server, scripting, browserOf }) => {
  test.skip(!scripting, 'a page that follows along needs client code');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const pencil = page.getByRole('link', { name: 'Edit Deadline' });
  await pencil.focus();
  const other = await browserOf('admin');
  await other.open(client.path);
  await place(other, 'Name').change(`${client.name} & Sons`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${client.name} & Sons`);
  await expect(pencil).toBeFocused();
});
