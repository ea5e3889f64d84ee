// A loss says why, who got it, and when to ask again; and who may open the deal once more.
import { expect, test } from '../../support/test';
import { deal, dealsWhere } from '../../support/firm';
import { card, openCardMenu, openMoveMenu } from '../../support/menu';
import { openDeal } from '../../support/won';
import type { Server } from '../../support/server';

const same = (server: Server, column: string, id: string): string => `${server.id(column)} = '${server.engine === 'sqlite' ? id.replaceAll('-', '') : id}'`;

/** Chooses by typing where there is client code, and from the list otherwise. */
async function choose(page: import('@playwright/test').Page, scripting: boolean, label: string, words: string): Promise<void> {
  const box = page.getByLabel(label);
  if (!scripting) {
    const value = await box.locator('option').filter({ hasText: words }).first().getAttribute('value');
    await box.selectOption(value);
    return;
  }
  await box.click();
  await box.fill(words);
  await box.press('Enter');
  await expect(box).toHaveValue(new RegExp(`^${words}`));
}

test('a loss from the board names its reason, the competitor and the day to come back', async ({ seat, page, server, scripting }) => {
  const chosen = openDeal(server, 'proposal', 1);
  const rival = server.value('select name from competitor order by name_key limit 1');
  await seat.open('/deals');
  const menu = await openCardMenu(card(page, chosen.id));
  await menu.getByRole('link', { name: 'Mark as lost…' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Mark as lost: ${chosen.name}`);
  await seat.ready();
  await page.getByRole('radio', { name: 'Timing' }).check();
  await page.getByLabel('In a sentence').fill('Not before their merger,\nsaid <the buyer>');
  await choose(page, scripting, 'It went to', rival);
  await page.getByLabel('Come back on').fill('2150-03-01');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`));
  await expect(page.getByText('said <the buyer>').first()).toBeVisible();
  expect(deal(server, chosen.id).stage).toBe('closed_lost');
  expect(server.value(`select r.name from opportunity o join loss_reason r on r.id = o.loss_reason_id where ${same(server, 'o.id', chosen.id)}`)).toBe('Timing');
  expect(server.value(`select m.status from competitor_mention m join competitor c on c.id = m.competitor_id where c.name = '${rival.replaceAll("'", "''")}' and ${same(server, 'm.opportunity_id', chosen.id)}`)).toBe('lost_to');
  const task = server.sql(`select t.title, t.task_type, t.due_date, u.email from task t join "user" u on u.id = t.assigned_to join task_entity e on e.task_id = t.id where t.due_date = '2150-03-01' and ${same(server, 'e.opportunity_id', chosen.id)}`);
  expect(task).toEqual([[`Come back on ${chosen.name}`, 'follow_up', '2150-03-01', 'admin@demo.test']]);
  expect(server.value(`select count(*) from task t join task_entity e on e.task_id = t.id where t.due_date = '2150-03-01' and e.client_id is not null and t.title = 'Come back on ${chosen.name.replaceAll("'", "''")}'`), 'the client’s page shows it too').toBe('1');
});

test('a loss needs a reason, from the list or in words; a past day is refused, and nothing typed is lost', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const chosen = openDeal(server, 'proposal', 2);
  await seat.open(`/deals/${chosen.id}/move?to=closed_lost`);
  const words = page.getByLabel('In a sentence');
  await words.fill('   ');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page.locator('.field-error')).toHaveText('Say why it was lost; a sentence is enough.');
  await expect(words).toHaveAttribute('aria-invalid', 'true');
  if (scripting) {
    await expect(words, 'the fault has the focus').toBeFocused();
    await expect(page, 'and the address is what it was').toHaveURL(/\/move\?to=closed_lost$/);
  }
  expect(deal(server, chosen.id)).toEqual(chosen);

  await seat.ready();
  const rival = server.value('select name from competitor order by name_key desc limit 1');
  await page.getByRole('radio', { name: 'Price' }).check();
  await words.fill('Twice as dear');
  await choose(page, scripting, 'It went to', rival);
  await page.getByLabel('Come back on').fill('2020-01-01');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page.locator('.field-error')).toHaveText('The day to come back lies ahead; choose a later one.');
  await seat.ready();
  await expect(page.getByRole('radio', { name: 'Price' })).toBeChecked();
  await expect(words).toHaveValue('Twice as dear');
  await expect(page.getByLabel('Come back on')).toHaveValue('2020-01-01');
  if (scripting) {
    await expect(page.getByLabel('It went to')).toHaveValue(new RegExp(`^${rival}`));
  }
  expect(deal(server, chosen.id)).toEqual(chosen);

  await page.getByLabel('Come back on').fill('');
  await words.fill('');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`));
  expect(server.value(`select loss_reason from opportunity where ${same(server, 'id', chosen.id)}`), 'the list says it in words too').toBe('Price');
});

test('leaving the form of a loss changes nothing', async ({ seat, page, server }) => {
  const chosen = openDeal(server, 'discovery');
  await seat.open(`/deals/${chosen.id}/move?to=closed_lost`);
  await page.getByLabel('In a sentence').fill('Changed my mind');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`));
  expect(deal(server, chosen.id)).toEqual(chosen);
});

test('somebody moves the deal while its loss is typed: the words stay', async ({ seat, page, server, browserOf, watch }) => {
  watch.foresee(409);
  const chosen = openDeal(server, 'discovery');
  await seat.open(`/deals/${chosen.id}/move?to=closed_lost`);
  await page.getByLabel('In a sentence').fill('They build it themselves');
  const other = await browserOf('admin');
  await other.page.request.post(`${server.url}/api/move_deal`, { form: { id: chosen.id, to: 'lead', version: String(chosen.version) } });
  expect(deal(server, chosen.id).stage).toBe('lead');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page.getByRole('alert')).toContainText('Somebody moved this deal to Lead meanwhile.');
  await seat.ready();
  await expect(page.getByLabel('In a sentence')).toHaveValue('They build it themselves');
  // Whoever is quicker than the newer version is asked once more.
  await expect(async () => {
    if (page.url().includes('/move')) {
      await page.getByRole('button', { name: 'Mark as lost' }).click();
    }
    await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`), { timeout: 3_000 });
  }).toPass();
  expect(deal(server, chosen.id).stage).toBe('closed_lost');
});

test('only the client’s lead or an admin is offered to open a closed deal again', async ({ seat, page, server, browserOf }) => {
  // The demonstration consultant leads one of their clients and is a member at the other.
  const me = `(select id from "user" where email = 'consultant@demo.test')`;
  const of = (role: string): string => `o.client_id in (select client_id from client_assignment where user_id = ${me} and role = '${role}')`;
  const closed = (role: string) => dealsWhere(server, `o.outcome is not null and ${of(role)}`)[0];
  const [led, joined] = [closed('lead'), closed('member')];
  expect(led ?? joined, 'the demonstration firm has a closed deal of theirs').toBeDefined();
  const consultant = await browserOf('consultant');
  const viewer = await browserOf('viewer');
  for (const one of [led, joined].filter((found) => found !== undefined)) {
    await viewer.open(`/deals/${one.id}`);
    await expect(viewer.page.locator('.page-actions button, .page-actions summary[aria-label^="Move "]'), 'a viewer has no dead button').toHaveCount(0);
  }
  if (joined) {
    await consultant.open(`/deals/${joined.id}`);
    await expect(consultant.page.locator('.page-actions summary[aria-label^="Move "]'), 'nor has a member').toHaveCount(0);
    await consultant.open(`/deals/${joined.id}/move`);
    await expect(consultant.page.getByText('Only the client\'s lead or an admin reopens it.')).toBeVisible();
    await expect(consultant.page.getByRole('button', { name: /^(Reopen|Move)/ })).toHaveCount(0);
    const asked = await consultant.page.request.post(`${server.url}/api/move_deal`, { form: { id: joined.id, to: 'proposal', version: String(joined.version) } });
    expect(asked.status(), 'and is refused if they ask all the same').toBe(403);
    expect(deal(server, joined.id)).toEqual(joined);
    await seat.open(`/deals/${joined.id}`);
    const admins = await openMoveMenu(page);
    await admins.getByRole('button', { name: 'Reopen in Proposal' }).click();
    await expect(page.locator('.step.is-current')).toHaveText('Proposal');
  }
  if (led) {
    await consultant.open(`/deals/${led.id}/move`);
    await consultant.page.getByRole('button', { name: 'Reopen in Proposal' }).click();
    await expect(consultant.page).toHaveURL(/\/deals\??$/);
    await expect.poll(() => deal(server, led.id).stage).toBe('proposal');
  }
});
