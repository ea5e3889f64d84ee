import { expect, test, type Locator, type Seat } from '../../support/test';
import { STAGES, stage } from '../../support/stages';

const form = (seat: Seat): Locator => seat.page.locator('.asked-form');

async function add(seat: Seat, key: string): Promise<Locator> {
  await stage(seat, key).line.getByRole('link', { name: 'Add criterion' }).click();
  await form(seat).waitFor();
  await seat.ready();
  return form(seat);
}

test('criteria are added, changed, put in order and taken away', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(STAGES);
  const proposal = await stage(seat, 'proposal').unfold();
  await expect(proposal.criteria()).toHaveText(['Proposal delivered', 'Economic Buyer engaged']);

  const adding = await add(seat, 'proposal');
  await expect(adding.getByLabel('What must be filled in')).toBeVisible();
  await expect(adding.getByLabel('Role')).toBeHidden();
  await adding.getByLabel('What must be filled in').selectOption('value');
  const open = Number(server.value("select count(*) from opportunity where stage = 'proposal'"));
  const worth = Number(server.value("select count(*) from opportunity where stage = 'proposal' and value > 0"));
  if (scripting) {
    await expect(adding.locator('.inline-effect'), 'said before it is kept').toHaveText(`${worth} of ${open} deals in Proposal meet it now.`);
  }
  await adding.getByRole('button', { name: 'Add criterion' }).click();
  await expect(proposal.criteria()).toHaveText(['Proposal delivered', 'Economic Buyer engaged', 'Value filled']);
  await expect(form(seat)).toHaveCount(0);
  await seat.ready();

  const value = proposal.line.locator('.asked-list > li').filter({ hasText: 'Value filled' });
  await expect(value.locator('.asked-met')).toHaveText(`${worth} of ${open} deals meet it`);
  await value.hover();
  await value.getByRole('link', { name: 'Edit Value filled' }).click();
  await form(seat).waitFor();
  await seat.ready();
  await form(seat).getByLabel('How it is checked').selectOption('activity');
  await expect(form(seat).getByLabel('What must be filled in')).toBeHidden();
  await form(seat).getByLabel('What was done').selectOption('meeting');
  await form(seat).getByLabel('Role').selectOption('champion');
  await form(seat).getByLabel('In how many days').fill('14');
  await form(seat).getByLabel('What people call it').fill('Champion met');
  await form(seat).getByRole('button', { name: 'Save' }).click();
  await expect(proposal.criteria()).toHaveText(['Proposal delivered', 'Economic Buyer engaged', 'Champion met']);
  const met = proposal.line.locator('.asked-list > li').filter({ hasText: 'Champion met' });
  await expect(met.locator('small')).toHaveText('a meeting with a champion in the last 14 days');
  await seat.ready();

  const up = proposal.button('Move Champion met up');
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(proposal.criteria()).toHaveText(['Proposal delivered', 'Champion met', 'Economic Buyer engaged']);
  await seat.ready();
  if (scripting) {
    await expect(up).toBeFocused();
    await met.locator('.grip').hover();
    await met.locator('.grip').dragTo(proposal.line.locator('.asked-list > li').first());
    await expect(proposal.criteria()).toHaveText(['Champion met', 'Proposal delivered', 'Economic Buyer engaged']);
  }

  await met.hover();
  await met.locator('.menu > summary').click();
  await expect(met.locator('.menu-note')).toHaveText('Deals are no longer asked for it. What they have stays.');
  await met.getByRole('button', { name: 'Remove criterion' }).click();
  await expect(proposal.criteria()).toHaveText(['Proposal delivered', 'Economic Buyer engaged']);
  expect(server.sql("select label from stage_criterion where stage = 'proposal' order by position")).toEqual([['Proposal delivered'], ['Economic Buyer engaged']]);
  expect(Number(server.value("select count(*) from audit_log where resource_type = 'stage_criterion'"))).toBeGreaterThan(4);
});

test('a criterion is added from the keyboard alone', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(STAGES);
  const lead = stage(seat, 'lead');
  await lead.head.focus();
  await page.keyboard.press('Enter');
  await lead.line.getByRole('link', { name: 'Add criterion' }).focus();
  await page.keyboard.press('Enter');
  await form(seat).waitFor();
  await seat.ready();
  await form(seat).getByLabel('How it is checked').focus();
  await page.keyboard.type('Ticked');
  await page.keyboard.press('Tab');
  await expect(form(seat).getByLabel('What people call it')).toBeFocused();
  await page.keyboard.type('Budget named');
  await page.keyboard.press('Enter');
  await expect(lead.criteria()).toHaveText(['Initial contact made', 'Budget named']);
  await expect(lead.line.locator('.asked-met').last()).toHaveText(/^0 of \d+ deals meet it$/);
  if (scripting) {
    await expect(lead.line.getByRole('link', { name: 'Add criterion' }), 'ready for the next').toBeFocused();
  }
});

test('a form that was refused keeps what was filled in, and says what is wrong where it is', async ({ ownServer, browserOf, watch }) => {
  watch.foresee(422);
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  await seat.open(`${STAGES}?stage=lead`);
  const adding = await add(seat, 'lead');
  await adding.getByLabel('How it is checked').selectOption('activity');
  await adding.getByLabel('Role').selectOption('coach');
  await adding.getByLabel('In how many days').fill('a week');
  await adding.getByRole('button', { name: 'Add criterion' }).click();
  await expect(adding.locator('.field-error')).toHaveText('This is no number of days; type 1 to 3650, or nothing for ever.');
  await expect(adding.getByLabel('In how many days')).toHaveValue('a week');
  await expect(adding.getByLabel('Role')).toHaveValue('coach');
  await expect(adding.getByLabel('How it is checked')).toHaveValue('activity');
  await seat.ready();
  await adding.getByLabel('In how many days').fill('7');
  await adding.getByRole('button', { name: 'Add criterion' }).click();
  await expect(stage(seat, 'lead').criteria()).toHaveText(['Initial contact made', 'Coach engaged']);
  await expect(form(seat)).toHaveCount(0);
});

test('two admins change the same criterion: the second sees the first one’s and keeps the form', async ({ ownServer, browserOf, watch }) => {
  watch.foresee(409);
  const server = await ownServer('demo');
  const [mine, theirs] = [await browserOf('admin', server), await browserOf('admin', server)];
  const edit = async (seat: Seat, label: string): Promise<void> => {
    await seat.open(`${STAGES}?stage=negotiation`);
    const line = stage(seat, 'negotiation').line.locator('.asked-list > li').first();
    await line.hover();
    await line.getByRole('link', { name: 'Edit Terms final' }).click();
    await form(seat).waitFor();
    await seat.ready();
    await form(seat).getByLabel('What people call it').fill(label);
  };
  const save = (seat: Seat): Promise<void> => form(seat).getByRole('button', { name: 'Save' }).click();
  await edit(mine, 'Mine');
  await edit(theirs, 'Theirs');
  await save(theirs);
  await expect(stage(theirs, 'negotiation').criteria()).toHaveText(['Theirs']);
  await save(mine);
  await expect(form(mine).getByRole('alert')).toHaveText('Somebody changed this while you were typing. It now says “Theirs: a person ticks it”. Save again to replace it.');
  await expect(form(mine).getByLabel('What people call it')).toHaveValue('Mine');
  await mine.ready();
  await save(mine);
  await expect(stage(mine, 'negotiation').criteria()).toHaveText(['Mine']);
});

test('the form is in the address: Back closes it', async ({ seat, page, scripting }) => {
  await seat.open(`${STAGES}?stage=lead`);
  await add(seat, 'lead');
  await expect(page).toHaveURL(/add=criterion/);
  await page.goBack();
  await seat.ready();
  await expect(form(seat)).toHaveCount(0);
  await expect(stage(seat, 'lead').line.locator('.stage-body')).toBeVisible();
  await add(seat, 'lead');
  await form(seat).getByRole('link', { name: 'Cancel' }).click();
  await expect(form(seat)).toHaveCount(0);
  if (scripting) {
    await expect(page).toHaveURL(/stage=lead#stage-lead$/);
  }
});
