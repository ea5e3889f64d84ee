import { expect, test } from '../../support/test';
import { find, key, lastDeal, part, stateOf, unfold } from '../../support/deal-page';
import { dealsWhere } from '../../support/firm';

test('a colleague joins the deal’s own team and leaves it; the account team is told apart', async ({ seat, page, server, scripting }) => {
  const deal = lastDeal(server, "o.stage = 'qualified'", 1);
  await seat.open(`/deals/${deal.id}`);
  const team = part(page, 'Team');
  const inherited = await team.locator('h3:has-text("Through the client") + ul .person-name').allInnerTexts();
  expect(inherited.length).toBeGreaterThan(0);
  const viewer = server.value(`select name from "user" where email = 'viewer@demo.test'`);
  const found = await find(seat, () => unfold(team, 'Add a colleague'), viewer);
  await found.getByRole('button', { name: `Add ${viewer}` }).click();
  const own = team.locator('h3:has-text("On this deal") + ul .person-item').filter({ hasText: viewer });
  await expect(own).toBeVisible();
  await expect(own).toContainText(server.value(`select job_title from "user" where email = 'viewer@demo.test'`));
  await seat.ready();
  const again = await find(seat, () => unfold(team, 'Add a colleague'), viewer);
  await expect(again).toContainText('No colleague who is not on the team already is called that.');
  await own.getByRole('button', { name: `Take ${viewer} off` }).click();
  await expect(own).toHaveCount(0);
  if (scripting) {
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await expect(own).toHaveCount(1);
  }
  const log = server.sql(`select action from audit_log where resource_type = 'opportunity_team_member' and resource_id like '%${deal.id}' order by seq`);
  expect(log.map(([action]) => action).slice(0, 2)).toEqual(['create', 'delete']);
});

test('whoever is on the deal’s team alone sees states and no texts, and is asked before they lose sight of it', async ({ browserOf, server, seat, watch }) => {
  const me = `(select id from "user" where email = 'consultant@demo.test')`;
  const deal = dealsWhere(server, `o.outcome is null and o.id in (select opportunity_id from opportunity_team_member where user_id = ${me}) and o.client_id not in (select client_id from client_assignment where user_id = ${me})`)[0];
  expect(deal, 'the demonstration consultant is on such a team').toBeDefined();
  const id = deal?.id ?? '';
  const consultant = await browserOf('consultant');
  const { page } = consultant;
  await consultant.open(`/deals/${id}`);
  await expect(part(page, 'Qualification')).toContainText('You are on this deal’s team, not on the client’s');
  await expect(page.locator('.letter-state')).toHaveCount(8);
  await expect(page.locator('.meddpicc .inline')).toHaveCount(0);
  for (const head of ['Stakeholders', 'Activities']) {
    await expect(part(page, head)).toContainText('You are on this deal’s team, not on the client’s');
    await expect(part(page, head).locator('form')).toHaveCount(0);
  }
  const texts = server.sql(`select meddpicc_metrics, meddpicc_paper_process, meddpicc_identified_pain from client c join opportunity o on o.client_id = c.id where ${server.id('o.id')} = '${key(server, id)}'`)[0] ?? [];
  const source = await page.content();
  for (const text of texts.filter((text) => text !== '')) {
    expect(source).not.toContain(text);
  }

  const team = part(page, 'Team');
  await team.getByRole('link', { name: 'Leave…' }).click();
  const warning = team.getByRole('group', { name: 'Leave this deal' });
  await expect(warning).toContainText('you do not see it any more');
  await warning.getByRole('link', { name: 'Stay' }).click();
  await expect(warning).toHaveCount(0);
  watch.foresee(404, 422);
  const refused = await page.request.post(`${server.url}/api/remove_team_member`, { form: { id, user: server.value(`select ${server.id('id')} from "user" where email = 'consultant@demo.test'`) } });
  expect(refused.status(), 'nobody leaves without being sure').toBe(422);
  await team.getByRole('link', { name: 'Leave…' }).click();
  await consultant.ready();
  await warning.getByRole('button', { name: 'Leave the deal' }).click();
  await expect(page).toHaveURL(/\/deals$/);
  expect((await page.request.get(`${server.url}/deals/${id}`)).status()).toBe(404);
  // Others of the worker's tests need them back.
  const back = await seat.page.request.post(`${server.url}/api/add_team_member`, { form: { id, user: server.value(`select ${server.id('id')} from "user" where email = 'consultant@demo.test'`) } });
  expect(back.status()).toBe(200);
});

test('the champion is named on the spot, gets more roles, and is taken off again', async ({ seat, page, server }) => {
  const champion = `(select stakeholder_id from stakeholder_meddpicc_role where meddpicc_role = 'champion')`;
  const deal = lastDeal(server, `o.outcome is null and o.id not in (select opportunity_id from opportunity_stakeholder where stakeholder_id in ${champion})`);
  const name = `Robin ${deal.id.slice(-6)}`;
  await seat.open(`/deals/${deal.id}`);
  await stateOf(page, 'champion', 'Unknown');
  const letter = page.locator('#letter-champion');
  await unfold(letter, 'Name the champion');
  const form = await unfold(letter, 'Somebody new');
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Job title').fill('Head of <Change>');
  await form.getByRole('button', { name: 'Add to the client and this deal' }).click();
  await expect(letter.getByRole('link', { name })).toBeVisible();
  await seat.ready();
  await stateOf(page, 'champion', 'Identified');
  await expect(letter).toContainText('Named today, ');
  const person = part(page, 'Stakeholders').locator('.person-item').filter({ hasText: name });
  await expect(person).toContainText('Head of <Change> · never spoken with');
  await expect(person.locator('.badge')).toHaveText([/Champion/]);

  const roles = await unfold(person, 'Roles');
  await expect(roles.getByRole('button', { name: 'Champion' })).toHaveAttribute('aria-pressed', 'true');
  await roles.getByRole('button', { name: 'Coach' }).click();
  await expect(person.locator('.badge')).toHaveText([/Champion/, /Coach/]);
  await seat.ready();
  await (await unfold(person, 'Roles')).getByRole('button', { name: 'Champion' }).click();
  await expect(person.locator('.badge')).toHaveText([/Coach/]);
  await stateOf(page, 'champion', 'Unknown');
  await seat.ready();
  await (await unfold(person, 'Roles')).getByRole('button', { name: `Take ${name} off this deal` }).click();
  await expect(person).toHaveCount(0);
  await seat.ready();
  const found = await find(seat, () => unfold(part(page, 'Stakeholders'), 'Add a stakeholder'), name);
  await found.getByRole('button', { name: `Link ${name}` }).click();
  await expect(person).toHaveCount(1);
});

test('somebody of that name is not made twice', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const deal = lastDeal(server, 'o.outcome is null and o.id in (select opportunity_id from opportunity_stakeholder)');
  await seat.open(`/deals/${deal.id}`);
  const people = part(page, 'Stakeholders');
  const name = await people.locator('.person-name').first().innerText();
  const open = async () => {
    await unfold(people, 'Add a stakeholder');
    return unfold(people, 'Somebody new');
  };
  const form = await open();
  await form.getByLabel('Name').fill(name.toUpperCase());
  await form.getByLabel('Job title').fill('Twin');
  await form.getByRole('button', { name: 'Add to the client and this deal' }).click();
  await seat.ready();
  const again = await open();
  await expect(again.locator('.field-error')).toHaveText('Name is one of the client’s people already; link them, or write what tells the two apart.'.replace('’', "'"));
  await expect(again.getByLabel('Job title')).toHaveValue('Twin');
});

test('a competitor is put in by a new name, edited where it stands, and taken out', async ({ seat, page, server, scripting }) => {
  const deal = lastDeal(server, "o.stage = 'discovery'", 1);
  const name = `Rival & Sons ${deal.id.slice(-6)}`;
  await seat.open(`/deals/${deal.id}`);
  const rivals = part(page, 'Competitors');
  const found = await find(seat, () => unfold(rivals, 'Add a competitor'), name);
  await found.getByRole('button', { name: `Add “${name}” as a new competitor` }).click();
  const rival = rivals.locator('.rival').filter({ hasText: name });
  await expect(rival).toContainText('Active');
  const link = rival.getByRole('link', { name, exact: true });
  await expect(link).toHaveAttribute('href', /^\/competitors\/[0-9a-f-]{36}$/);
  await seat.ready();
  await rival.getByRole('link', { name: `Edit Status of ${name}` }).click();
  await seat.ready();
  await rival.locator('.inline-form').getByLabel(`Status of ${name}`).selectOption('displaced');
  await rival.locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(rival.locator('.badge')).toHaveText('Displaced');
  await seat.ready();
  await rival.getByRole('link', { name: `Edit Notes on ${name}` }).click();
  await seat.ready();
  await rival.locator('.inline-form').getByLabel(`Notes on ${name}`).fill('Cheaper by half');
  await rival.locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(rival).toContainText('Cheaper by half');
  await seat.ready();
  await rival.getByRole('button', { name: `Take ${name} out of this deal` }).click();
  await expect(rival).toHaveCount(0);
  if (scripting) {
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await expect(rival).toContainText('Cheaper by half');
    await expect(rival.locator('.badge')).toHaveText('Displaced');
  }
});

test('two who change a competitor’s notes meet, and what was typed is kept', async ({ seat, page, server, browserOf, watch }) => {
  watch.foresee(409);
  const deal = lastDeal(server, 'o.outcome is null and o.id in (select opportunity_id from competitor_mention)');
  const other = await browserOf('admin');
  await seat.open(`/deals/${deal.id}`);
  await other.open(`/deals/${deal.id}`);
  const rival = (at: typeof page) => part(at, 'Competitors').locator('.rival').first();
  const edit = async (at: typeof seat, text: string) => {
    await rival(at.page).getByRole('link', { name: /^Edit Notes on/ }).click();
    await at.ready();
    await rival(at.page).locator('.inline-form textarea').fill(text);
  };
  await edit(seat, 'Mine');
  await edit(other, 'Theirs');
  await rival(other.page).locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(rival(other.page).locator('.inline-form')).toHaveCount(0);
  await rival(page).locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(rival(page).locator('.field-error')).toHaveText('Somebody changed this while you were typing. It now says “Theirs”. Save again to replace it.');
  await expect(rival(page).locator('textarea')).toHaveValue('Mine');
  await seat.ready();
  await rival(page).locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(rival(page).locator('.inline-form')).toHaveCount(0);
  await expect(rival(page)).toContainText('Mine');
});
