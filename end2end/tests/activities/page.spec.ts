import { newActivity, newClient, newStakeholder } from '../../support/firm';
import { part } from '../../support/deal-page';
import { place } from '../../support/inline';
import { expect, test } from '../../support/test';

test('each field is changed where it stands, and changed back', async ({ seat, page, server, scripting }) => {
  const client = await newClient(seat, server);
  const id = await newActivity(seat, server, client.id, 'Budget');
  await seat.open(`/activities/${id}`);
  await place(seat, 'What it was about').change('The budget <again>');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The budget <again>');
  await seat.ready();
  const minutes = place(seat, 'Duration');
  await minutes.click();
  await minutes.field.fill('90');
  await minutes.field.press('Enter');
  await expect(minutes.box).toContainText('90 min');
  await seat.ready();
  if (scripting) {
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).last().click();
    await expect(minutes.box).toContainText('Not said');
  }
});

test('a value that is wrong says what would be right, and stays to be mended', async ({ seat, server, watch }) => {
  watch.foresee(422);
  const client = await newClient(seat, server);
  const id = await newActivity(seat, server, client.id, 'Budget');
  await seat.open(`/activities/${id}`);
  const minutes = place(seat, 'Duration');
  await minutes.click();
  await minutes.field.fill('an hour');
  await minutes.field.press('Enter');
  await expect(minutes.error).toContainText('is not a number of minutes from 1 to 1440');
  await expect(minutes.field).toHaveValue('an hour');
});

test('who took part is ticked, and stands on their page', async ({ seat, page, server }) => {
  const client = await newClient(seat, server);
  const person = await newStakeholder(seat, server, client.id, 'Rita Moor');
  const id = await newActivity(seat, server, client.id, 'Budget');
  await seat.open(`/activities/${id}`);
  const with_ = part(page, 'Who took part');
  await with_.getByRole('checkbox', { name: 'Rita Moor' }).check();
  await with_.getByRole('button', { name: 'Keep who took part' }).click();
  await expect(with_.getByRole('link', { name: 'Rita Moor' })).toBeVisible();
  await seat.ready();
  await with_.getByRole('link', { name: 'Rita Moor' }).click();
  await expect(page).toHaveURL(new RegExp(person.path));
  await expect(page.locator('.happenings > li')).toContainText('Budget');
});

test('what is removed is brought back, on a timeline and on its own page', async ({ seat, page, server, scripting }) => {
  const client = await newClient(seat, server);
  const id = await newActivity(seat, server, client.id, 'Budget');
  const row = page.locator(`#activity-${id}`);
  await seat.open(client.path);
  await row.getByRole('button', { name: 'Remove “Budget”' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await expect(row).toHaveCount(0);
  await seat.ready();
  await undo.click();
  if (scripting) {
    await expect(row).toContainText('Budget');
  }
  await seat.open(`/activities/${id}`);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(undo.last()).toBeVisible();
  await seat.ready();
  await undo.last().click();
  await expect(page).toHaveURL(new RegExp(`/activities/${id}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Budget');
});

test('whoever removes one from the keyboard goes on from the next', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'without client code the page is a new one');
  const client = await newClient(seat, server);
  for (const subject of ['First', 'Second']) {
    await newActivity(seat, server, client.id, subject);
  }
  await seat.open(client.path);
  const rows = page.locator('.happenings > li');
  await rows.first().getByRole('button', { name: /^Remove/ }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(rows.first().getByRole('link').first()).toBeFocused();
  // The page has heard of it too, and stands still again.
  await page.waitForTimeout(500);
  await expect(rows.first().getByRole('link').first()).toBeFocused();
  await rows.first().getByRole('button', { name: /^Remove/ }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(0);
  await expect(page.locator('#activities')).toBeFocused();
});

test('what a finished task left there is not changed by hand', async ({ seat, page, server }) => {
  const id = server.value(`select ${server.id('id')} from activity where type = 'task_completed' limit 1`);
  await seat.open(`/activities/${id}`);
  await expect(page.getByText('Written by itself when the task was done.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Edit/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
});
