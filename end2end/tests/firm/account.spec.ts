import { expect, test, type Seat } from '../../support/test';
import { place } from '../../support/inline';

async function changePassword({ page }: Seat, current: string, wanted: string): Promise<void> {
  await page.getByLabel('Current password').fill(current);
  await page.getByLabel('New password').fill(wanted);
  await page.getByRole('button', { name: 'Change password' }).click();
}

test('my name is edited where it stands, and Enter saves it', async ({ browserOf, somebody, scripting, server }) => {
  const seat = await browserOf(somebody);
  await seat.open('/account');
  const name = place(seat, 'Name');
  await name.click();
  await expect(name.field).toHaveValue(somebody.name);
  await expect(name.field).toBeFocused();
  await name.field.fill('  Robin Ødegård ');
  await name.field.press('Enter');
  await expect(name.form).toHaveCount(0);
  await expect(name.box).toContainText('Robin Ødegård');
  if (scripting) {
    await expect(name.box.getByRole('status')).toHaveText('Saved');
    await expect(name.pencil).toBeFocused();
  }
  await seat.reload();
  await expect(name.box).toContainText('Robin Ødegård');
  await expect(seat.page.locator('.user-name')).toHaveText('Robin Ødegård');
  expect(server.value(`select name from "user" where email = '${somebody.email}'`)).toBe('Robin Ødegård');
});

test('two of my browsers change the same value: the second sees the first one’s, and saving again replaces it', async ({ browserOf, somebody, server, watch }) => {
  watch.foresee(409);
  const [seat, other] = [await browserOf(somebody), await browserOf(somebody)];
  await seat.open('/account');
  await other.open('/account');
  const mine = place(seat, 'Job title');
  await mine.click();
  await mine.field.fill('Mine');
  // Another value changed meanwhile is no conflict.
  await place(other, 'Name').change('Robin Hood');
  await mine.field.press('Enter');
  await expect(mine.form).toHaveCount(0);
  await expect(mine.box).toContainText('Mine');

  await seat.open('/account');
  await mine.click();
  await mine.field.fill('Mine again');
  await other.open('/account');
  await place(other, 'Job title').change('Theirs');
  await mine.meets('Theirs', 'Mine again');
  await mine.save.click();
  await expect(mine.form).toHaveCount(0);
  expect(server.value(`select job_title from "user" where email = '${somebody.email}'`)).toBe('Mine again');
});

test('Esc, or Cancel, brings back what stood there', async ({ browserOf, somebody, scripting }) => {
  const seat = await browserOf(somebody);
  await seat.open('/account');
  const title = place(seat, 'Job title');
  for (const way of scripting ? ['Escape', 'Cancel'] : ['Cancel']) {
    await title.click();
    await title.field.fill('Emperor');
    await (way === 'Escape' ? title.field.press('Escape') : title.cancel.click());
    await expect(title.form).toHaveCount(0);
    await expect(title.box).toContainText('Administrator');
  }
  await title.click();
  await expect(title.field).toHaveValue('Administrator');
});

test('a name of 201 letters is refused with its length, and stays as typed', async ({ browserOf, somebody, watch }) => {
  watch.foresee(422);
  const seat = await browserOf(somebody);
  await seat.open('/account');
  const name = place(seat, 'Name');
  await name.click();
  const long = 'x'.repeat(201);
  await name.field.fill(long);
  await name.field.press('Enter');
  await expect(name.error).toHaveText('Name is 201 characters long; 200 at most.');
  await expect(name.field).toHaveValue(long);
  await expect(name.field).toHaveAttribute('aria-invalid', 'true');
  await seat.ready();
  await name.field.fill('Robin');
  await name.field.press('Enter');
  await expect(name.form).toHaveCount(0);
  await expect(name.box).toContainText('Robin');
});

test('a new password needs the old one, and ends every other session', async ({ browserOf, somebody }) => {
  const seat = await browserOf(somebody);
  const other = await browserOf(somebody);
  await seat.open('/account');
  await changePassword(seat, 'not my password', 'a few fresh words');
  await expect(seat.page.locator('.field-error')).toHaveText('Current password is not your password; try again.');
  await seat.ready();
  await changePassword(seat, somebody.password, 'password1234');
  await expect(seat.page.locator('.field-error')).toHaveText('New password is among the first that anyone would guess; choose another.');
  await seat.ready();
  await changePassword(seat, somebody.password, 'a few fresh words');
  await expect(seat.page.getByText('Your password is changed. Every other browser has been signed out.')).toBeVisible();

  await other.open('/account');
  await expect(other.page).toHaveURL(/\/sign-in\?next=/);
  await browserOf({ ...somebody, password: 'a few fresh words' });
  await expect(browserOf(somebody)).rejects.toThrow('cannot sign in');
});

test('I see my other browser and end its session, dead at its next request', async ({ browserOf, somebody, scripting, watch }) => {
  const seat = await browserOf(somebody);
  const other = await browserOf(somebody);
  await other.open('/account');
  await seat.open('/account');
  const rows = seat.page.getByRole('region', { name: 'Browsers that are signed in as you' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'This browser' })).toHaveCount(1);
  await rows.getByRole('button', { name: 'Sign out Chrome on Linux' }).click();
  await expect(seat.page.getByText('That browser has been signed out.')).toBeVisible();
  await expect(rows).toHaveCount(1);

  if (scripting) {
    // No page is loaded here: the client code asks, is refused, and what was typed stays.
    watch.foresee(401);
    const name = place(other, 'Name');
    await name.click();
    await name.field.fill('Robin the Other');
    await name.field.press('Enter');
    await expect(name.error).toHaveText('Your session has ended. Sign in again; what you typed is still here.');
    await expect(name.field).toHaveValue('Robin the Other');
  }
  await other.page.goto(new URL('/deals', other.page.url()).href);
  await expect(other.page).toHaveURL(/\/sign-in\?next=%2Fdeals|\/sign-in\?next=\/deals/);
  await seat.reload();
  await expect(seat.page).toHaveURL(/\/account/);
});

test('everywhere else is signed out at once', async ({ browserOf, somebody }) => {
  const [seat, second, third] = [await browserOf(somebody), await browserOf(somebody), await browserOf(somebody)];
  await seat.open('/account');
  await seat.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(seat.page.getByText('Every other browser has been signed out.')).toBeVisible();
  await expect(seat.page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
  for (const other of [second, third]) {
    await other.open('/account');
    await expect(other.page).toHaveURL(/\/sign-in\?next=/);
  }
});
