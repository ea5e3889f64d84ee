import { expect, test } from '../../support/test';
import { newClient } from '../../support/firm';
import { place } from '../../support/inline';

test('whoever follows a link while typing goes on once it is kept', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'without client code the browser’s own Back has what was typed');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const [industry, decision] = [place(seat, 'Industry'), place(seat, 'Decision process')];
  await industry.click();
  await industry.field.fill('Ship building');
  await decision.click();
  await decision.field.fill('Board first, then the yard');
  await page.getByRole('navigation').getByRole('link', { name: 'Projects' }).first().click();
  await expect(page).toHaveURL(/\/projects$/);
  expect(server.sql(`select industry, meddpicc_decision_process from client where name = '${client.name}'`)).toEqual([['Ship building', 'Board first, then the yard']]);
});

test('what cannot be kept holds who leaves, with what is wrong; Cancel and what is unchanged do not', async ({ seat, page, server, scripting, watch }) => {
  test.skip(!scripting, 'without client code the browser’s own Back has what was typed');
  watch.foresee(422);
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const budget = place(seat, 'Budget');
  const projects = page.getByRole('navigation').getByRole('link', { name: 'Projects' }).first();
  await budget.click();
  await budget.field.fill('lots');
  await projects.click();
  await expect(budget.error).toHaveText('Budget is not an amount; write it as 12500 or 12,500.50.');
  await expect(budget.field).toBeFocused();
  await expect(budget.field).toHaveValue('lots');
  await expect(page).toHaveURL(new RegExp(`${client.path}$`));

  // The link was refused for good: saving later stays on the page.
  await budget.field.fill('700');
  await budget.save.click();
  await expect(budget.form).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${client.path}$`));

  await budget.click();
  await budget.field.fill('900');
  await budget.cancel.click();
  await budget.click();
  await projects.click();
  await expect(page).toHaveURL(/\/projects$/);
  expect(server.value(`select budget from client where name = '${client.name}'`)).toBe('70000');
});

test('closing the tab asks while something is typed', async ({ seat, page, server, scripting }) => {
  test.skip(!scripting, 'without client code there is nothing to ask');
  const client = await newClient(seat, server);
  await seat.open(client.path);
  const industry = place(seat, 'Industry');
  await industry.click();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await seat.reload();
  expect(asked, 'nothing was typed').toEqual([]);
  await place(seat, 'Industry').click();
  await place(seat, 'Industry').field.pressSequentially('Ferries');
  await seat.reload();
  expect(asked).toEqual(['beforeunload']);
});
