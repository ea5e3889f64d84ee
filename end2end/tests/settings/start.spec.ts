import { expect, test } from '../../support/test';
import { STAGES, line, openStages } from '../../support/stages';

test('a firm without deals chooses a pipeline to start with; one with deals is not offered any', async ({ ownServer, browserOf, seat, page }) => {
  const server = await ownServer('nothing');
  await server.must(['create-admin', '--email', 'ada@firm.example', '--name', 'Ada Quill'], 'correct horse battery\n');
  await server.start();
  const fresh = await browserOf({ name: 'Ada Quill', email: 'ada@firm.example', password: 'correct horse battery' }, server);
  await fresh.open(STAGES);
  await expect(fresh.page.locator('.stage-templates h3')).toHaveText(['Consulting (5 stages)', 'Short (3 stages)', 'Enterprise (7 stages)']);
  await fresh.page.getByRole('button', { name: 'Start with Enterprise' }).click();
  await expect(openStages(fresh)).toHaveText(['Lead', 'Qualified', 'Discovery', 'Validation', 'Proposal', 'Procurement', 'Negotiation']);
  await fresh.ready();
  await fresh.page.getByRole('button', { name: 'Start with Short' }).click();
  await expect(openStages(fresh)).toHaveText(['Lead', 'Proposal', 'Negotiation']);
  expect(line(server)).toEqual(['lead', 'proposal', 'negotiation', 'closed_won', 'closed_lost']);

  await seat.open(STAGES);
  await expect(page.locator('.stage-templates')).toHaveCount(0);
});

test('settings are the admin’s: others are offered no link, and the page is not there', async ({ seat, page, browserOf, watch }) => {
  watch.foresee(404);
  await seat.open('/settings');
  await page.locator('.settings-card').filter({ hasText: 'Stages' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stages');
  await expect(page.locator('.settings-nav [aria-current=page]')).toHaveText('Stages');
  for (const role of ['consultant', 'viewer'] as const) {
    const other = await browserOf(role);
    await other.open('/deals');
    await expect(other.page.getByRole('link', { name: 'Clients' }).first()).toBeVisible();
    await expect(other.page.getByRole('link', { name: 'Settings' })).toHaveCount(0);
    for (const path of ['/settings', STAGES, `${STAGES}/lead/remove`, '/settings/loss-reasons']) {
      expect((await other.open(path)).status(), `${role} ${path}`).toBe(404);
      await expect(other.page.getByText('Not found').first()).toBeVisible();
    }
  }
});
