import { expect, test } from '../../support/test';
import { STAGES, line, openStages, stage } from '../../support/stages';

test('stages are put in order from the keyboard, and the board follows', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open(STAGES);
  const proposal = stage(seat, 'proposal');
  for (const place of [3, 2]) {
    const up = proposal.button('Move Proposal up');
    await up.focus();
    await page.keyboard.press('Enter');
    await expect(openStages(seat).nth(place - 1)).toHaveText('Proposal');
    await seat.ready();
    if (scripting) {
      await expect(up, 'the focus goes along').toBeFocused();
      await expect(page.locator('.settings-page [role=status]').last()).toHaveText(`Proposal is now stage ${place} of 5.`);
    }
  }
  await expect(openStages(seat)).toHaveText(['Lead', 'Proposal', 'Qualified', 'Discovery', 'Negotiation']);
  expect(line(server)).toEqual(['lead', 'proposal', 'qualified', 'discovery', 'negotiation', 'closed_won', 'closed_lost']);
  await seat.open('/deals');
  await expect(page.locator('.board-columns > .column .column-name')).toHaveText(['Lead', 'Proposal', 'Qualified', 'Discovery', 'Negotiation']);
});

test('at an end there is nowhere to go', async ({ seat, page, server }) => {
  await seat.open(STAGES);
  const up = stage(seat, 'lead').button('Move Lead up');
  await expect(up).toHaveAttribute('aria-disabled', 'true');
  await expect(up).toHaveAttribute('title', 'Lead stands at the end');
  await up.click({ force: true });
  await seat.ready();
  await expect(openStages(seat).first()).toHaveText('Lead');
  await expect(page.locator('#stage-closed_won').getByRole('button', { name: /^Move/ })).toHaveCount(0);
  expect(line(server)[0]).toBe('lead');
});

test('a mouse drags a stage to its place', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('demo');
  const seat = await browserOf('admin', server);
  await seat.open(STAGES);
  const grip = stage(seat, 'negotiation').line.locator('.stage-order .grip');
  if (!scripting) {
    await expect(grip, 'no handle without what it needs').toBeHidden();
    return;
  }
  await grip.dragTo(stage(seat, 'qualified').head);
  await expect(openStages(seat)).toHaveText(['Lead', 'Negotiation', 'Qualified', 'Discovery', 'Proposal']);
  expect(line(server).slice(0, 5)).toEqual(['lead', 'negotiation', 'qualified', 'discovery', 'proposal']);
});

test('who moves a stage that somebody else has just moved is told', async ({ ownServer, browserOf, watch }) => {
  watch.foresee(409);
  const server = await ownServer('demo');
  const [mine, theirs] = [await browserOf('admin', server), await browserOf('admin', server)];
  await mine.open(STAGES);
  await theirs.open(STAGES);
  await stage(theirs, 'lead').button('Move Lead down').click();
  await expect(openStages(theirs).first()).toHaveText('Qualified');
  await stage(mine, 'lead').button('Move Lead down').click();
  // At place 2 already: what was asked for is what stands there, so there is nothing to tell.
  await expect(openStages(mine).first()).toHaveText('Qualified');
  await theirs.ready();
  await stage(theirs, 'proposal').button('Move Proposal up').click();
  await expect(openStages(theirs).nth(2)).toHaveText('Proposal');
  await mine.ready();
  await stage(mine, 'proposal').button('Move Proposal down').click();
  await expect(mine.page.getByText('Somebody was faster: Proposal at place 3 now. What you see is up to date; do it again if you still want to.')).toBeVisible();
  await expect(openStages(mine).nth(2)).toHaveText('Proposal');
});
