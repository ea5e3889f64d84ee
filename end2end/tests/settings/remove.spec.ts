import { expect, test } from '../../support/test';
import { dealsWhere } from '../../support/firm';
import { STAGES, line, openStages, stage } from '../../support/stages';

test('a stage goes, its deals go where they are sent, and it can be brought back', async ({ ownServer, browserOf }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  const deals = dealsWhere(server, "o.stage = 'proposal' order by o.id");
  const there = dealsWhere(server, "o.stage = 'negotiation'").length;
  await seat.open(STAGES);
  await (await stage(seat, 'proposal').unfold()).line.getByRole('link', { name: 'Remove stage…' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remove Proposal');
  await expect(page.getByText(new RegExp(`^${deals.length} deals stand in Proposal, worth `))).toBeVisible();
  await seat.ready();
  await expect(page.getByLabel('Where they go')).toHaveValue('discovery');
  await page.getByLabel('Where they go').selectOption('negotiation');
  await page.getByRole('button', { name: `Move ${deals.length} deals and remove Proposal` }).click();
  await expect(page).toHaveURL(/\/settings\/stages/);
  await seat.ready();
  await expect(page.getByText('The stage is removed. It can be restored from the list at the end of this page.')).toBeVisible();
  await expect(openStages(seat)).toHaveText(['Lead', 'Qualified', 'Discovery', 'Negotiation']);
  expect(line(server)).not.toContain('proposal');
  expect(dealsWhere(server, "o.stage = 'proposal'")).toEqual([]);
  expect(dealsWhere(server, "o.stage = 'negotiation'")).toHaveLength(there + deals.length);
  expect(server.value("select count(*) from opportunity_stage_change where from_stage = 'proposal' and to_stage = 'negotiation' and override_reason = 'The stage “Proposal” was removed'")).toBe(String(deals.length));
  expect(await server.must(['audit', 'verify'])).toContain('The audit log is whole');

  const retired = page.locator('.stage-retired');
  await expect(retired.locator('summary')).toHaveText('Removed stages (1)');
  await seat.open('/deals');
  await expect(page.locator('.board-columns > .column')).toHaveCount(4);
  await seat.open(`/deals/${deals[0]?.id}`);
  const latest = page.locator('.timeline > li').first();
  await expect(latest).toContainText('Proposal → Negotiation');
  await expect(latest).toContainText('The stage “Proposal” was removed');

  await seat.open(STAGES);
  await retired.locator('summary').click();
  await retired.getByRole('button', { name: 'Restore Proposal' }).click();
  await expect(openStages(seat)).toHaveText(['Lead', 'Qualified', 'Discovery', 'Proposal', 'Negotiation']);
  await expect(stage(seat, 'proposal').criteria()).toHaveText(['Proposal delivered', 'Economic Buyer engaged']);
  expect(dealsWhere(server, "o.stage = 'proposal'"), 'the deals stay where they went').toEqual([]);
});

test('a stage that never held a deal goes for good, by keyboard', async ({ ownServer, browserOf }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(STAGES);
  await page.locator('#add-stage > summary').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name *' }).focus();
  await page.keyboard.type('Legal review');
  await page.keyboard.press('Enter');
  await expect(openStages(seat).last()).toHaveText('Legal review');
  await seat.ready();
  expect(server.sql("select probability, hue, position from deal_stage where key = 'legal_review'")).toEqual([['90', 'teal', '6']]);
  const link = stage(seat, 'legal_review').line.getByRole('link', { name: 'Remove stage…' });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('No deal stands in Legal review.')).toBeVisible();
  await expect(page.getByLabel('Where they go')).toHaveCount(0);
  await seat.ready();
  await page.getByRole('button', { name: 'Remove Legal review' }).focus();
  await page.keyboard.press('Enter');
  await expect(openStages(seat)).toHaveText(['Lead', 'Qualified', 'Discovery', 'Proposal', 'Negotiation']);
  await expect(page.getByText('The stage is gone, with what it asked for.')).toBeVisible();
  expect(server.value("select count(*) from deal_stage where key = 'legal_review'")).toBe('0');
  await expect(page.locator('.stage-retired')).toHaveCount(0);
});

test('what was not seen is not moved', async ({ ownServer, browserOf, watch }) => {
  watch.foresee(422);
  const server = await ownServer('demo');
  const [mine, theirs] = [await browserOf('admin', server), await browserOf('admin', server)];
  await mine.open(`${STAGES}/lead/remove`);
  const moved = dealsWhere(server, "o.stage = 'lead' order by o.id")[0];
  await theirs.open(`/deals/${moved?.id}`);
  await theirs.page.getByRole('button', { name: 'Move to Qualified' }).first().click();
  await expect(theirs.page.locator('.step.is-current')).toHaveText('Qualified');
  await mine.page.getByRole('button', { name: /^Move \d+ deals and remove Lead$/ }).click();
  await expect(mine.page.locator('.field-error')).toHaveText(/^Lead holds \d+ deals by now, and not what you saw\. Look again\.$/);
  expect(line(server)).toContain('lead');
  await mine.ready();
  await mine.page.getByRole('button', { name: /^Move \d+ deals and remove Lead$/ }).click();
  await expect(openStages(mine).first()).toHaveText('Qualified');
  expect(line(server)).not.toContain('lead');
});
