import { expect, test } from '../../support/test';
import { newCompetitor } from '../../support/firm';
import { place } from '../../support/inline';
import { uuid } from '../../support/server';

const FIELDS = [
  { label: 'Website', typed: 'yard.example/de', shown: 'yard.example/de', long: false },
  { label: 'Strengths', typed: 'Fast,\nthen <loud> & "cheap"', shown: 'then <loud> & "cheap"', long: true },
  { label: 'Typical pricing', typed: '10 % below us', shown: '10 % below us', long: true },
] as const;

for (const { label, typed, shown, long } of FIELDS) {
  test(`${label} is edited from the keyboard alone, and cleared again`, async ({ seat, page, server, scripting }) => {
    const made = await newCompetitor(seat, server);
    await seat.open(made.path);
    const value = place(seat, label);
    await value.enter();
    if (!scripting) {
      await value.field.focus();
    }
    const save = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
      await page.keyboard.press(!long ? 'Enter' : scripting ? 'Control+Enter' : 'Tab');
      if (long && !scripting) {
        await page.keyboard.press('Enter');
      }
      await expect(value.form).toHaveCount(0);
    };
    await save(typed);
    await expect(value.box).toContainText(shown);
    await seat.reload();
    await expect(value.box).toContainText(shown);
    await value.enter();
    if (!scripting) {
      await value.field.focus();
    }
    await save('');
    await expect(value.box).toContainText('Not known yet');
    await seat.reload();
    await expect(value.box).toContainText('Not known yet');
  });
}

test('two browsers change the same text: the second sees the first one’s, keeps its own, and may replace it', async ({ seat, server, browserOf, watch }) => {
  watch.foresee(409);
  const made = await newCompetitor(seat, server);
  const other = await browserOf('consultant');
  await seat.open(made.path);
  const mine = place(seat, 'Website');
  await mine.click();
  await mine.field.fill('https://mine.example');
  await other.open(made.path);
  await place(other, 'Website').change('https://theirs.example');
  await mine.meets('https://theirs.example', 'https://mine.example');
  await mine.save.click();
  await expect(mine.form).toHaveCount(0);
  await expect(mine.box).toContainText('mine.example');
  expect(server.value(`select website from competitor where name = '${made.name}'`)).toBe('https://mine.example');
});

test('a name that another has is refused where it is typed', async ({ seat, server, watch }) => {
  watch.foresee(422);
  const [one, two] = [await newCompetitor(seat, server), await newCompetitor(seat, server)];
  await seat.open(one.path);
  const name = place(seat, 'Name');
  await name.click();
  await name.field.fill(two.name.toUpperCase());
  await name.field.press('Enter');
  await expect(name.error).toHaveText('Name is the name of another competitor; choose another.');
  await expect(name.field).toHaveValue(two.name.toUpperCase());
});

test('the page leads to its deals and their clients, and its figures are the rows’', async ({ seat, page, server }) => {
  const [id = '', name = ''] = server.sql(`select ${server.id('c.id')}, c.name from competitor c join competitor_mention m on m.competitor_id = c.id group by c.id, c.name order by count(*) desc limit 1`)[0] ?? [];
  await seat.open(`/competitors/${uuid(id)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const count = (where: string): string => server.value(`select count(*) from competitor_mention m join competitor c on c.id = m.competitor_id join opportunity o on o.id = m.opportunity_id where c.name = '${name}' and ${where}`);
  const figure = (label: string) => page.locator('.stat').filter({ has: page.getByText(label, { exact: true }) }).locator('.stat-value');
  for (const [label, where] of [['Deals', '1 = 1'], ['Open', 'o.outcome is null'], ['Won against them', "o.outcome = 'won'"], ['Lost to them', "m.status = 'lost_to'"], ['Displaced', "m.status = 'displaced'"]] as const) {
    await expect(figure(label)).toHaveText(count(where));
  }
  const rows = page.locator('tbody tr');
  expect(String(await rows.count())).toBe(count('1 = 1'));
  const deal = await rows.first().locator('th').innerText();
  await rows.first().locator('th a').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(deal);
  await page.goBack();
  await seat.ready();
  const client = await rows.first().locator('[data-label="Client"]').innerText();
  await rows.first().locator('[data-label="Client"] a').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(client);
});

test('a text that was edited stands there still when its deals are paged', async ({ seat, page, server }) => {
  const made = await newCompetitor(seat, server);
  server.set(`insert into competitor_mention (competitor_id, opportunity_id, status, created_at) select c.id, o.id, 'active', o.created_at from competitor c, opportunity o where c.name = '${made.name}' order by o.id limit 55`);
  await seat.open(made.path);
  await place(seat, 'Website').change('https://edited.example');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.getByRole('navigation', { name: /Pages of/ }).getByRole('link', { name: 'Next' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(5);
  await expect(place(seat, 'Website').box).toContainText('edited.example');
});

test('a viewer reads all of it and is offered no pencil', async ({ browserOf, seat, server }) => {
  const made = await newCompetitor(seat, server);
  const viewer = await browserOf('viewer');
  await viewer.open(made.path);
  await expect(viewer.page.getByText('What we know')).toBeVisible();
  await expect(viewer.page.locator('.inline-pencil, main form, main button')).toHaveCount(0);
  await expect(viewer.page.getByRole('link', { name: 'Delete' })).toHaveCount(0);
});

test('an admin is told what goes with it, may keep it, and then removes it', async ({ seat, page, server, browserOf }) => {
  const made = await newCompetitor(seat, server);
  await seat.open(made.path);
  await page.getByRole('link', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Delete ${made.name}?`);
  await expect(page.getByText('No deal mentions it.')).toBeVisible();
  await page.getByRole('link', { name: 'Keep it' }).click();
  await expect(page).toHaveURL(new RegExp(`${made.path}$`));
  await seat.open(`${made.path}/delete`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/competitors$/);
  expect(server.value(`select count(*) from competitor where name = '${made.name}'`)).toBe('0');
  // With deals, it says how many.
  const rival = uuid(server.value(`select ${server.id('competitor_id')} from competitor_mention limit 1`));
  const mentions = server.value(`select count(*) from competitor_mention where competitor_id = (select competitor_id from competitor_mention limit 1)`);
  await seat.open(`/competitors/${rival}/delete`);
  await expect(page.getByText(`in ${mentions} deal`)).toBeVisible();
  // Who is no admin is not offered it.
  const consultant = await browserOf('consultant');
  await consultant.open(`/competitors/${rival}`);
  await expect(consultant.page.getByRole('link', { name: 'Delete' })).toHaveCount(0);
});
