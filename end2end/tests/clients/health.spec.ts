import { newClient, newStakeholder } from '../../support/firm';
import { place } from '../../support/inline';
import { expect, test } from '../../support/test';

test('the score explains itself, and follows what is filled in', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const health = page.getByRole('region', { name: 'Health' });
  await expect(health.locator('.score')).toHaveText('0 Critical');
  await expect(health).toContainText('0 of 6 filled; missing: Metrics');
  await expect(health.locator('.health-raises li').first()).toContainText('+30');
  const metrics = place(seat, 'Metrics');
  await metrics.click();
  await metrics.field.fill('Half the time');
  await metrics.save.click();
  await expect(metrics.form).toHaveCount(0);
  await expect(health.locator('.score')).toHaveText('5 Critical');
  await expect(health).toContainText('1 of 6 filled');
  await seat.ready();
  await newStakeholder(seat, server, client.id, 'Rita Moor');
  await seat.open(client.path);
  // Two thirds of twenty for one who answers.
  await expect(health.locator('.health-factor').nth(3)).toContainText('13.3 of 20');
  await expect(health.locator('.score')).toHaveText('18 Critical');
});

test('what would raise it leads to the place where that is done', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await page.getByRole('link', { name: 'Log what was said last, or call them' }).click();
  await expect(page.locator('.log-page')).toContainText(client.name);
  await page.getByLabel('What it was about').fill('A first call');
  await seat.ready();
  await page.getByRole('button', { name: 'Log it' }).click();
  await expect(page).toHaveURL(new RegExp(client.path));
  await expect(page.getByRole('region', { name: 'Health' }).locator('.score')).toHaveText('15 Critical');
});

test('the list tells the same score as the page', async ({ seat, page }) => {
  await seat.open('/clients');
  const row = page.locator('tbody tr').first();
  const told = (await row.locator('.score').innerText()).trim();
  await row.locator('th a').click();
  await expect(page.getByRole('region', { name: 'Health' }).locator('.score')).toHaveText(told);
});
