// A deal is won on one page, which makes its project; and taken back while nobody has worked there.
import { expect, test } from '../../support/test';
import { board, expected, expectedTotals, totals } from '../../support/board';
import { deal, dealsWhere, stages } from '../../support/firm';
import { card, openCardMenu } from '../../support/menu';
import { HandOver, openDeal, projectsOf, promises, way } from '../../support/won';

test('a won deal is handed over: its project has the budget, the phases and the promises', async ({ seat, page, server, scripting }) => {
  const chosen = openDeal(server, 'negotiation');
  const before = promises(server, chosen);
  await seat.open('/deals');
  const menu = await openCardMenu(card(page, chosen.id));
  await menu.getByRole('button', { name: 'Mark as won' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}/won$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Won: ${chosen.name}`);
  await seat.ready();
  const form = new HandOver(page);
  await expect(form.name).toHaveValue(chosen.name);

  await form.fillIn();
  await form.value.fill('123,456.70');
  await form.name.fill(`${chosen.name}, delivered`);
  await form.course('Implementation').check();
  await expect(form.phases()).toHaveCount(5);
  await form.start.fill('2027-05-15');
  if (scripting) {
    // A Saturday: the first phase begins on its Monday, before anything is sent.
    await expect(form.phases().first()).toContainText('17 May');
    await expect(form.phases().first()).toContainText('28 May');
  }
  const stays = before.left[0];
  if (stays !== undefined) {
    await page.getByRole('checkbox', { name: stays }).first().uncheck();
  }
  await form.send.click();

  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${chosen.name}, delivered`);
  const made = projectsOf(server, chosen);
  expect(made).toEqual([{ id: page.url().split('/').at(-1), name: `${chosen.name}, delivered`, status: 'planning', budget: 12_345_670, start: '2027-05-17', end: '2027-10-29' }]);
  const phases = page.getByRole('region', { name: 'Phases' }).locator('tbody tr');
  await expect(phases).toHaveCount(5);
  await expect(phases.first()).toContainText('Mobilise');
  await expect(phases.first()).toContainText('17 May');
  await expect(page.locator('.fact').filter({ hasText: 'Deal' }).getByRole('link', { name: chosen.name })).toHaveAttribute('href', `/deals/${chosen.id}`);
  const after = promises(server, chosen);
  expect([...after.carried, ...after.left].sort()).toEqual([...before.left].sort());
  expect(after.left.length).toBe(stays === undefined ? 0 : 1);
  expect(after.carried.length, 'all that was ticked goes along').toBe(Math.max(before.left.length - 1, 0));
  for (const title of after.carried) {
    await expect(page.getByRole('region', { name: 'Open tasks' }).getByText(title).first()).toBeVisible();
  }

  const now = deal(server, chosen.id);
  expect([now.stage, now.value]).toEqual(['closed_won', 12_345_670]);
  await seat.open('/deals');
  await expect(card(page, chosen.id)).toHaveCount(0);
  expect(await board(page)).toEqual(expected(stages(server), dealsWhere(server, '1 = 1')));
  expect(await totals(page)).toEqual(expectedTotals(stages(server), dealsWhere(server, '1 = 1')));
  expect(await server.must(['audit', 'verify'])).toContain('The audit log is whole');
});

test('without the contract it is not won; who may override is named, and nothing typed is lost', async ({ server, browserOf, watch }) => {
  watch.foresee(422);
  const chosen = openDeal(server, 'proposal', 0, 'consultant');
  const seat = await browserOf('consultant');
  const form = await HandOver.open(seat, chosen);
  await form.value.fill('77000');
  await form.name.fill('Kept while refused');
  await form.course('Assessment').check();
  if ((await form.reason.count()) > 0) {
    await form.reason.fill('No time to lose');
  }
  await form.send.click();
  const group = seat.page.getByRole('group', { name: 'Confirmed' });
  await expect(group.locator('.field-error')).toHaveText(/^Not confirmed: Contract signed\. Without it the deal is not won; only an admin may override that, with a reason\.$/);
  await seat.ready();
  await expect(form.value).toHaveValue('77000');
  await expect(form.name).toHaveValue('Kept while refused');
  await expect(form.course('Assessment')).toBeChecked();
  expect(deal(server, chosen.id)).toEqual(chosen);
  expect(projectsOf(server, chosen)).toEqual([]);

  const admin = await browserOf('admin');
  const theirs = await HandOver.open(admin, chosen);
  await theirs.reason.fill('Letter of intent by the board');
  await theirs.send.click();
  await expect(admin.page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  expect(way(server, chosen)[0]).toEqual(['closed_won', 'Letter of intent by the board', '']);
  await expect(admin.page.locator('.fact').filter({ hasText: 'Without' })).toContainText('Contract signed');
});

test('what is wrong is said at its field, all at once', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const chosen = openDeal(server, 'negotiation');
  const form = await HandOver.open(seat, chosen);
  await form.fillIn();
  await form.value.fill('-5');
  await form.wonOn.fill('2199-01-01');
  await form.name.fill('   ');
  await form.send.click();
  const error = (label: RegExp): ReturnType<typeof page.locator> => page.locator('.field').filter({ has: page.getByLabel(label) }).locator('.field-error');
  await expect(error(/^Final value/)).toHaveText(/^Final value.* is negative; an amount starts at zero\.$/);
  await expect(error(/^Won on/)).toHaveText('Won on lies in the future; use the day on which it was signed.');
  await expect(error(/^Project name/)).toHaveText('Project name is empty; type a name.');
  await expect(page.getByRole('alert')).toHaveText('Not handed over yet: some fields need another look.');
  await expect(form.value).toHaveValue('-5');
  await expect(form.contract).toBeChecked();
  if (scripting) {
    await expect(form.value, 'the first fault has the focus').toBeFocused();
  }
  expect(deal(server, chosen.id)).toEqual(chosen);
});

test('pressed twice, it is one project', async ({ seat, page, server }) => {
  const chosen = openDeal(server, 'negotiation');
  const form = await HandOver.open(seat, chosen);
  await form.fillIn();
  await form.send.dblclick();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  expect(projectsOf(server, chosen)).toHaveLength(1);
  expect(way(server, chosen).filter(([to]) => to === 'closed_won')).toHaveLength(1);
});

test('two people hand the same deal over: both are led to its one project', async ({ seat, page, server, browserOf }) => {
  const chosen = openDeal(server, 'negotiation');
  const other = await browserOf('admin');
  const [mine, theirs] = [await HandOver.open(seat, chosen), await HandOver.open(other, chosen)];
  await mine.fillIn();
  await theirs.fillIn();
  await theirs.name.fill('Too late');
  await mine.send.click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  await theirs.send.click();
  await expect(other.page).toHaveURL(page.url());
  expect(projectsOf(server, chosen).map(({ name }) => name)).toEqual([chosen.name]);
});

test('the whole hand-over by keyboard alone', async ({ seat, page, server }) => {
  const chosen = openDeal(server, 'negotiation');
  const form = await HandOver.open(seat, chosen);
  const keys = page.keyboard;
  const reach = async (target: ReturnType<typeof page.locator>): Promise<void> => {
    for (let stops = 0; stops < 60; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        return;
      }
      await keys.press('Tab');
    }
    throw new Error('Tab never comes there');
  };
  await reach(form.contract);
  await keys.press('Space');
  await reach(form.value);
  await keys.press('ControlOrMeta+a');
  await keys.type('50000');
  if ((await form.reason.count()) > 0) {
    await reach(form.reason);
    await keys.type('Signed at the fair');
  }
  await reach(form.course('Advisory'));
  await keys.press('ArrowDown');
  await expect(form.course('Implementation')).toBeChecked();
  await reach(form.send);
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  expect(projectsOf(server, chosen).map(({ budget }) => budget)).toEqual([5_000_000]);
  await expect(page.getByRole('region', { name: 'Phases' }).locator('tbody tr')).toHaveCount(5);
});

test('who is on the deal’s team alone is told whom to ask', async ({ server, browserOf }) => {
  const me = `(select id from "user" where email = 'consultant@demo.test')`;
  const chosen = dealsWhere(server, `o.outcome is null and o.client_id not in (select client_id from client_assignment where user_id = ${me}) order by o.id`)[0];
  expect(chosen, 'the demonstration has such a deal').toBeDefined();
  const id = server.engine === 'sqlite' ? chosen?.id.replaceAll('-', '') : chosen?.id;
  server.set(`insert into opportunity_team_member (user_id, opportunity_id, created_at) select ${me}, o.id, o.created_at from opportunity o where ${server.id('o.id')} = '${id ?? ''}' on conflict do nothing`);
  const seat = await browserOf('consultant');
  await seat.open(`/deals/${chosen?.id ?? ''}/won`);
  await expect(seat.page.getByText('A project is made by the client\'s team')).toBeVisible();
  // Who leads the client is the client's team's to know.
  await expect(seat.page.getByText('Ask an admin to hand it over.')).toBeVisible();
  await expect(seat.page.getByRole('button', { name: 'Hand over' })).toHaveCount(0);
});

test('a win is taken back while nobody has worked in its project', async ({ seat, page, server }) => {
  const chosen = openDeal(server, 'negotiation');
  const before = promises(server, chosen);
  const form = await HandOver.open(seat, chosen);
  await form.fillIn();
  await form.value.fill('1');
  await form.send.click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  await seat.ready();
  await page.getByRole('button', { name: 'Undo the win' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${chosen.id}$`));
  expect(projectsOf(server, chosen)).toEqual([]);
  expect(promises(server, chosen)).toEqual(before);
  const now = deal(server, chosen.id);
  expect([now.stage, now.value]).toEqual([chosen.stage, chosen.value]);
  expect(way(server, chosen)[0]).toEqual(['negotiation', '', 'reverts']);
  expect(await server.must(['audit', 'verify'])).toContain('The audit log is whole');
});

test('a deal that was handed over leads to its project, and a lost one is reopened first', async ({ seat, page, server }) => {
  const chosen = openDeal(server, 'negotiation');
  const form = await HandOver.open(seat, chosen);
  await form.fillIn();
  await form.send.click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  const project = new URL(page.url()).pathname;
  await seat.open(`/deals/${chosen.id}/won`);
  await expect(page.getByText('This deal was handed over')).toBeVisible();
  await expect(page.locator('.linked a')).toHaveAttribute('href', project);
  const lost = openDeal(server, 'closed_lost');
  await seat.open(`/deals/${lost.id}/won`);
  await expect(page.getByText('This deal was lost')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reopen it' })).toHaveAttribute('href', `/deals/${lost.id}/move`);
});
