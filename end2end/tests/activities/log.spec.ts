import { newActivity, newClient, newStakeholder } from '../../support/firm';
import { form } from '../../support/log';
import { expect, test } from '../../support/test';

test('a call is logged in a few keys from wherever one is', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'a key of its own needs client code');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await page.keyboard.press('a');
  const log = form(page, scripting);
  await expect(log.getByLabel('What it was about')).toBeFocused();
  await expect(log).toContainText(client.name);
  await page.keyboard.type('Budget, in ten seconds');
  await page.keyboard.press('Enter');
  await expect(log).toBeHidden();
  const first = page.locator('.happenings > li').first();
  await expect(first).toContainText('Budget, in ten seconds');
  await expect(first).toContainText('Call');
  // The page has followed: what is done now is not drawn anew beneath the hand.
  await expect(page.getByRole('region', { name: 'Health' })).toContainText('Last activity today');
  // Where something is typed, it is a letter.
  await page.getByRole('link', { name: 'Edit Industry' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Industry', { exact: true }).fill('');
  await page.keyboard.type('a');
  await expect(page.getByLabel('Industry', { exact: true })).toHaveValue('a');
  await expect(log).toBeHidden();
});

test('on the board it is about the card that has the focus', async ({ seat, page, scripting }) => {
  test.skip(!scripting, 'a key of its own needs client code');
  await seat.open('/deals');
  const card = page.locator('.card').nth(1);
  await card.getByRole('link').first().focus();
  const deal = (await card.getAttribute('data-deal')) ?? '';
  await page.keyboard.press('a');
  await expect(form(page, scripting).getByLabel('Deal', { exact: true })).toHaveValue(deal);
});

test('what was typed stays when the form is closed and opened again', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'a form over the page needs client code');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await page.keyboard.press('a');
  const log = form(page, scripting);
  await log.getByLabel('What it was about').fill('Half a sentence');
  await page.keyboard.press('Escape');
  await expect(log).toBeHidden();
  await page.getByRole('link', { name: 'Log activity', exact: true }).click();
  await expect(log.getByLabel('What it was about')).toHaveValue('Half a sentence');
});

test('a draft stays where the form is opened for something else, until one begins anew', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'a form over the page needs client code');
  const [first, second] = [await newClient(seat, server), await newClient(seat, server)];
  await newActivity(seat, server, second.id, 'The way there');
  await seat.open(first.path);
  await page.keyboard.press('a');
  const log = form(page, scripting);
  await log.getByLabel('What it was about').fill('Half a sentence');
  await page.keyboard.press('Escape');
  // By links alone: a page that is loaded anew has no draft.
  await page.getByRole('link', { name: 'Activities', exact: true }).first().click();
  await page.locator('.happenings').getByRole('link', { name: second.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second.name);
  await page.keyboard.press('a');
  await expect(log.getByLabel('What it was about')).toHaveValue('Half a sentence');
  await expect(log.locator('.log-client')).toContainText(first.name);
  await expect(log).toContainText('You began this one before; it is not logged yet.');
  await log.getByRole('button', { name: 'Begin anew' }).click();
  await expect(log.locator('.log-client')).toContainText(second.name);
  await expect(log.getByLabel('What it was about')).toHaveValue('');
  await expect(log.getByLabel('What it was about')).toBeFocused();
});

test('where the page is about no client, one is chosen first', async ({ seat, page, server, scripting }) => {
  const client = await newClient(seat, server);
  const person = await newStakeholder(seat, server, client.id, 'Rita Moor');
  await seat.open('/activities');
  await page.getByRole('main').getByRole('link', { name: 'Log an activity' }).click();
  const log = form(page, scripting);
  await log.getByLabel('Client').fill('Nobody is called so');
  await seat.ready();
  await log.getByLabel('Client').press('Tab');
  await log.getByRole('button', { name: 'Go on' }).click();
  await expect(log.locator('.field-error')).toContainText('is none of your clients');
  await seat.ready();
  await expect(log.getByLabel('Client'), 'what was typed stays').toHaveValue('Nobody is called so');
  await log.getByLabel('Client').fill(client.name);
  await log.getByLabel('Client').press('Tab');
  await log.getByRole('button', { name: 'Go on' }).click();
  await log.getByLabel('What it was about').fill('A first talk');
  await seat.ready();
  await log.getByLabel('Kind').selectOption('meeting');
  await log.getByRole('checkbox', { name: 'Rita Moor' }).check();
  await log.getByRole('button', { name: 'Log it' }).click();
  await expect(page.getByText('A first talk').first()).toBeVisible();
  await seat.open(person.path);
  const first = page.locator('.happenings > li').first();
  await expect(first).toContainText('A first talk');
  await expect(page.getByText('Last contact today')).toBeVisible();
});

test('a client is chosen by the keyboard, and another one keeps what was typed', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'choices while typing need client code');
  const [first, second] = [await newClient(seat, server), await newClient(seat, server)];
  await seat.open('/activities');
  await page.keyboard.press('a');
  const log = form(page, scripting);
  await log.getByLabel('Client').fill(first.name);
  await expect(log.getByRole('option', { name: first.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(log.getByLabel('What it was about')).toBeFocused();
  await page.keyboard.type('Half a sentence');
  await log.getByRole('link', { name: 'Another client' }).click();
  await log.getByLabel('Client').fill(second.name);
  await expect(log.getByRole('option', { name: second.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(log.locator('.log-client')).toContainText(second.name);
  await expect(log.getByLabel('What it was about')).toHaveValue('Half a sentence');
  await log.getByRole('button', { name: 'Log it' }).click();
  await expect(log).toBeHidden();
  await seat.open(second.path);
  await expect(page.locator('.happenings > li').first()).toContainText('Half a sentence');
});

test('a draft that was put away holds nothing up', async ({ seat, page, server, scripting, browserOf }) => {
  test.skip(!scripting, 'a page that follows along needs client code');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  await page.keyboard.press('a');
  await form(page, scripting).getByLabel('What it was about').fill('Half a sentence');
  await page.keyboard.press('Escape');
  const other = await browserOf('admin');
  await newActivity(other, server, client.id, 'From elsewhere');
  await expect(page.locator('.happenings > li').first()).toContainText('From elsewhere');
});

test('who may log nothing is offered nothing', async ({ browserOf, server, seat }) => {
  const client = await newClient(seat, server);
  const viewer = await browserOf('viewer');
  await viewer.open(client.path);
  await expect(viewer.page.getByRole('heading', { name: 'Activities' })).toBeVisible();
  await expect(viewer.page.getByRole('link', { name: /Log/ })).toHaveCount(0);
  await viewer.page.keyboard.press('a');
  await expect(viewer.page.getByRole('dialog')).toHaveCount(0);
});
