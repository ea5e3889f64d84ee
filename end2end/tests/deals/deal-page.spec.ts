import { expect, test } from '../../support/test';
import { key, lastDeal, part, stateOf, unfold } from '../../support/deal-page';
import { place } from '../../support/inline';

test('the head says what the deal is worth by its stage, how long it has been there, and what the next move asks for', async ({ seat, page, server }) => {
  const deal = lastDeal(server, "o.stage = 'qualified'");
  await seat.open(`/deals/${deal.id}`);
  const facts = page.locator('.page-facts');
  await expect(facts).toContainText(deal.client);
  await expect(facts).toContainText('25 % ·');
  await expect(facts).toContainText('weighted');
  await expect(facts).toContainText(/\d+ days? here|Here since today/);
  await expect(page.locator('.step.is-current')).toHaveText('Qualified');
  const checks = part(page, 'To move to Discovery');
  await expect(checks.locator('.criteria > li')).toHaveCount(7);
  await expect(checks).toContainText(/\d of 7 met/);
  for (const missing of await checks.locator('.criteria > .is-missing a').all()) {
    const target = (await missing.getAttribute('href')) ?? '';
    await expect(page.locator(target), 'what is missing leads to where it is fixed').toHaveCount(1);
  }
});

test('a box that no data can tell is ticked and unticked by hand, with who and when', async ({ seat, page, server }) => {
  const deal = lastDeal(server, "o.stage = 'negotiation'");
  const me = server.value(`select name from "user" where email = 'admin@demo.test'`);
  await seat.open(`/deals/${deal.id}`);
  const checks = part(page, 'To mark it as won');
  const terms = checks.locator('.criteria > li').filter({ hasText: 'Terms final' });
  await expect(terms).toHaveClass('is-missing');
  await terms.getByRole('button', { name: 'Tick “Terms final”' }).click();
  await expect(terms).toHaveClass('is-met');
  await expect(terms).toContainText(me);
  await expect(checks).toContainText('1 of 2 met');
  await expect(checks).toContainText('What is missing stops the move; an admin may move it on with a written reason.');
  await seat.reload();
  await expect(terms).toContainText(me);
  await terms.getByRole('button', { name: 'Untick “Terms final”' }).click();
  await expect(terms).toHaveClass('is-missing');
  const log = server.sql(`select action from audit_log where resource_type = 'criterion_tick' and resource_id like '${deal.id}%' order by seq`);
  expect(log).toEqual([['create'], ['delete']]);
});

test('a letter that is written here stands on the client’s page too, and is no gap any more', async ({ seat, page, server }) => {
  const deal = lastDeal(server, "o.stage in ('qualified', 'discovery') and c.meddpicc_metrics is null");
  await seat.open(`/deals/${deal.id}`);
  await stateOf(page, 'metrics', 'Unknown');
  await expect(page.locator('.gap').filter({ hasText: 'Metrics' })).toHaveCount(1);
  const metrics = place(seat, 'Metrics');
  await metrics.click();
  await metrics.field.fill('Half the time,\nthe same <people>');
  await metrics.save.click();
  await expect(metrics.form).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/deals/${deal.id}`));
  await seat.ready();
  await expect(metrics.box).toContainText('the same <people>');
  await expect(metrics.box).toContainText('Written today');
  await expect(page.locator('#letter-metrics')).not.toHaveClass('is-missing');
  await expect(page.locator('.gap').filter({ hasText: 'Metrics' })).toHaveCount(0);
  await page.locator('.page-facts').getByRole('link', { name: deal.client }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(deal.client);
  await seat.ready();
  await expect(place(seat, 'Metrics').box).toContainText('Half the time,');
});

test('the deal’s page and the client’s meet over the same text: the second sees the first one’s and keeps its own', async ({ seat, server, browserOf, watch }) => {
  watch.foresee(409);
  const deal = lastDeal(server, "o.stage = 'lead'");
  const client = server.value(`select ${server.id('client_id')} from opportunity where ${server.id('id')} = '${key(server, deal.id)}'`);
  const other = await browserOf('admin');
  await seat.open(`/deals/${deal.id}`);
  const mine = place(seat, 'Paper process');
  await mine.click();
  await mine.field.fill('Mine');
  await other.open(`/clients/${client.includes('-') ? client : client.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`);
  const theirs = place(other, 'Paper process');
  await theirs.click();
  await theirs.field.fill('Theirs');
  await theirs.save.click();
  await expect(theirs.form).toHaveCount(0);
  await mine.save.click();
  await expect(mine.error).toHaveText('Somebody changed this while you were typing. It now says “Theirs”. Save again to replace it.');
  await expect(mine.field).toHaveValue('Mine');
  await seat.ready();
  await mine.save.click();
  await expect(mine.form).toHaveCount(0);
  await expect(mine.box).toContainText('Mine');
});

test('what is being typed stays while something else on the page is saved', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'without client code every form is a page of its own');
  const deal = lastDeal(server, "o.stage = 'negotiation'", 1);
  await seat.open(`/deals/${deal.id}`);
  const pain = place(seat, 'Identified pain');
  await pain.click();
  await pain.field.fill('Half a sentence, and');
  await part(page, 'To mark it as won').getByRole('button', { name: 'Tick “Terms final”' }).click();
  await expect(page.locator('.criteria > li').filter({ hasText: 'Terms final' })).toHaveClass('is-met');
  await expect(pain.field).toHaveValue('Half a sentence, and');
  await pain.field.press('Control+Enter');
  await expect(pain.form).toHaveCount(0);
  await expect(pain.box).toContainText('Half a sentence, and');
});

test('a gap’s question becomes a next step, once', async ({ seat, page, server }) => {
  const deal = lastDeal(server, "o.stage in ('qualified', 'discovery', 'proposal') and c.meddpicc_competition is null", 1);
  await seat.open(`/deals/${deal.id}`);
  const gaps = part(page, 'What we do not know');
  const gap = gaps.locator('.gap').filter({ hasText: 'Competition' });
  const more = gaps.locator('details.fold');
  if (await more.isVisible()) {
    await more.locator('> summary').click();
  }
  await expect(gap).toContainText('Every deal has a rival; doing nothing is one too.');
  await gap.getByRole('button', { name: 'Ask about Competition' }).click();
  const steps = part(page, 'Next steps');
  await expect(steps).toContainText('Whom else do you look at, and what if you do nothing?');
  await seat.ready();
  await expect(gap.getByRole('button', { name: 'Ask' })).toHaveCount(0);
  await expect(gap.locator('.gap-planned')).toContainText('Planned');
  const planned = (await gap.locator('.gap-planned').getAttribute('href')) ?? '';
  await expect(page.locator(planned)).toContainText('Whom else do you look at');
  await page.request.post(`${server.url}/api/ask_letter`, { form: { id: deal.id, letter: 'competition' } });
  const count = `select count(*) from task t join task_entity e on e.task_id = t.id where ${server.id('e.opportunity_id')} = '${key(server, deal.id)}' and t.title like 'Whom else%'`;
  expect(server.value(count)).toBe('1');
});

test('a step is planned, changed where it stands, done, and taken back', async ({ seat, page, server, watch }) => {
  watch.foresee(422);
  const deal = lastDeal(server, "o.stage = 'proposal'", 1);
  await seat.open(`/deals/${deal.id}`);
  const steps = part(page, 'Next steps');
  let fold = await unfold(steps, 'Plan a step');
  await fold.getByLabel('What is to be done').fill('Send the <draft>');
  await fold.getByLabel('By').fill('2020-01-01');
  await fold.getByRole('button', { name: 'Plan it' }).click();
  await expect(steps.locator('.field-error')).toHaveText('This lies in the past; use today or a later day.');
  await seat.ready();
  fold = await unfold(steps, 'Plan a step');
  await expect(fold.getByLabel('What is to be done')).toHaveValue('Send the <draft>');
  await fold.getByLabel('By').fill('2099-05-01');
  await fold.getByRole('button', { name: 'Plan it' }).click();
  const step = steps.locator('.step-item:not(.is-done)').filter({ hasText: 'Send the <draft>' });
  await expect(step).toContainText('1 May 2099');
  await seat.ready();

  await step.getByRole('link', { name: 'Edit Due' }).click();
  await seat.ready();
  const due = steps.locator('form').getByLabel('Due');
  await due.fill('2099-06-02');
  await steps.locator('.inline-form').getByRole('button', { name: 'Save' }).click();
  await expect(step).toContainText('2 Jun 2099');
  await seat.ready();

  await step.getByRole('button', { name: 'Done: Send the <draft>' }).click();
  await expect(step).toHaveCount(0);
  await seat.ready();
  const told = part(page, 'Activities').locator('.happenings > li').filter({ hasText: 'Send the <draft>' });
  await expect(told).toContainText('Task completed');
  const done = await unfold(steps, 'Done lately');
  await done.getByRole('button', { name: 'Undo: Send the <draft>' }).click();
  await expect(step).toContainText('2 Jun 2099');
  await expect(told).toHaveCount(0);
});

test('whoever undoes at once by the notice has the step back', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'the notice is the client code’s');
  const deal = lastDeal(server, "o.stage = 'proposal'", 2);
  await page.request.post(`${server.url}/api/add_step`, { form: { id: deal.id, title: 'Book a room' } });
  await seat.open(`/deals/${deal.id}`);
  const steps = part(page, 'Next steps');
  const step = steps.locator('.step-item:not(.is-done)').filter({ hasText: 'Book a room' });
  await step.getByRole('button', { name: 'Done: Book a room' }).click();
  await expect(step).toHaveCount(0);
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(step).toHaveCount(1);
});

test('the way that it went is told against the firm’s medians', async ({ seat, page, server }) => {
  const deal = lastDeal(server, "o.stage = 'negotiation'");
  await seat.open(`/deals/${deal.id}`);
  const history = part(page, 'Stage history').locator('.timeline > li');
  await expect(history.first()).toContainText(/there for \d+ days?|there since today/);
  await expect(history.last()).toContainText('Opened in Lead');
  await expect(history.last()).toContainText(/stayed .* · median \d+ days?/);
});

test('by the keyboard alone: a step is planned, a text is changed, a colleague is found and added', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'what a plain page does with keys is the browser’s own');
  const deal = lastDeal(server, "o.stage = 'discovery'");
  await seat.open(`/deals/${deal.id}`);
  const keys = page.keyboard;
  const steps = part(page, 'Next steps');
  await steps.locator('summary', { hasText: 'Plan a step' }).focus();
  await keys.press('Enter');
  await keys.press('Tab');
  await expect(steps.getByLabel('What is to be done')).toBeFocused();
  await keys.type('Walk the floor');
  await keys.press('Enter');
  await expect(steps.locator('.step-item').filter({ hasText: 'Walk the floor' })).toBeVisible();
  await expect(steps.locator('summary', { hasText: 'Plan a step' }), 'the form is folded, and the focus is on it').toBeFocused();

  const team = part(page, 'Team');
  await team.locator('summary', { hasText: 'Add a colleague' }).focus();
  await keys.press('Enter');
  await keys.press('Tab');
  const search = team.getByRole('searchbox');
  await expect(search).toBeFocused();
  const first = team.locator('.finder-item').first();
  await expect(first).toBeVisible();
  const name = (await first.locator('span').first().innerText()).replace(/^Add\s*/, '');
  await keys.type(name);
  await expect(team.locator('.finder-item')).toHaveCount(1);
  await keys.press('ArrowDown');
  await expect(first).toBeFocused();
  await keys.press('ArrowUp');
  await expect(search).toBeFocused();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(team.locator('.person-item').filter({ hasText: name })).toBeVisible();
});
