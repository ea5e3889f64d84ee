import { uuid } from '../../support/server';
import { expect, test } from '../../support/test';
import { key, lastDeal, part, stateOf } from '../../support/deal-page';
import { form } from '../../support/log';
import { newActivity } from '../../support/firm';
import { place } from '../../support/inline';

test('a call that is logged here stands at the top, and confirms what it was about', async ({ seat, page, server, scripting, watch }) => {
  watch.foresee(422);
  const buyer = `(select stakeholder_id from stakeholder_meddpicc_role where meddpicc_role = 'economic_buyer')`;
  const deal = lastDeal(server, `o.outcome is null and o.id in (select opportunity_id from opportunity_stakeholder where stakeholder_id in ${buyer})`, 2);
  await seat.open(`/deals/${deal.id}`);
  const metrics = place(seat, 'Metrics');
  await metrics.click();
  await metrics.field.fill(`Half the time ${deal.id.slice(-4)}`);
  await metrics.save.click();
  await expect(metrics.form).toHaveCount(0);
  await seat.ready();
  await expect(page.locator('#letter-metrics .letter-evidence')).toContainText('Written today');
  const who = await page.locator('#letter-economic_buyer .holders a').first().innerText();

  const activities = part(page, 'Activities');
  await activities.getByRole('link', { name: 'Log an activity' }).click();
  const log = form(page, scripting);
  await log.getByLabel('What it was about').fill('Budget <first>');
  await expect(log.getByLabel('Deal', { exact: true }), 'about the deal that one was at').toHaveValue(deal.id);
  await seat.ready();
  await log.getByLabel('Minutes').fill('lots');
  await log.getByRole('button', { name: 'Log it' }).click();
  await expect(log.locator('.field-error')).toHaveText('Minutes is not a number of minutes from 1 to 1440.');
  await seat.ready();
  await expect(log.getByLabel('What it was about')).toHaveValue('Budget <first>');
  await log.getByLabel('Minutes').fill('25');
  await log.getByLabel('How it went').selectOption('positive');
  await log.getByRole('checkbox', { name: who }).check();
  await log.getByLabel('What came of it').fill('They have it.');
  await log.getByRole('button', { name: 'Log it' }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${deal.id}`));
  const first = activities.locator('.happenings > li').first();
  await expect(first).toContainText('Budget <first>');
  await expect(first).toContainText('They have it.');
  await expect(first).toContainText(`25 min · with ${who}`);
  await expect(first.locator('.badge')).toHaveText('Positive');
  await seat.ready();
  await stateOf(page, 'metrics', 'Validated');
  await expect(page.locator('#letter-metrics .letter-evidence')).toHaveText(`Written today, last talk today (call with ${who})`);
});

test('what happened earlier is a page away', async ({ seat, page, server, scripting }) => {
  const deal = lastDeal(server, "o.stage = 'discovery'", 2);
  const client = uuid(server.value(`select ${server.id('client_id')} from opportunity where ${server.id('id')} = '${key(server, deal.id)}'`));
  for (let n = 0; n < 20; n += 1) {
    await newActivity(seat, server, client, `Note ${n}`, { 'activity[deal]': deal.id, 'activity[kind]': 'note', 'activity[on]': '2026-01-02' });
  }
  await seat.open(`/deals/${deal.id}`);
  const activities = part(page, 'Activities');
  const rows = activities.locator('.happenings > li');
  await expect(rows).toHaveCount(15);
  const shown = await rows.allInnerTexts();
  await activities.getByRole('link', { name: 'Earlier' }).click();
  if (scripting) {
    await expect.poll(() => rows.count()).toBeGreaterThan(15);
    expect((await rows.allInnerTexts()).slice(0, 15)).toEqual(shown);
    await expect(activities.getByRole('link', { name: 'Earlier' })).toHaveCount(0);
    await expect(rows.nth(15).getByRole('link').first(), 'the way there has gone, and the keyboard with it').toBeFocused();
  } else {
    await expect(activities.getByRole('link', { name: 'Back to the newest' })).toBeVisible();
    await activities.getByRole('link', { name: 'Back to the newest' }).click();
    await expect(rows).toHaveCount(15);
  }
});
