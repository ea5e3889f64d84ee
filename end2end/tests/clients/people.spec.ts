import { uuid } from '../../support/server';
import { expect, test } from '../../support/test';

test('a deal’s people lead to their page, it to their client, and that to their deals', async ({ seat, page, server }) => {
  const [deal = '', client = '', name = ''] =
    server.sql(
      `select ${server.id('o.id')}, ${server.id('o.client_id')}, s.name from opportunity_stakeholder l join opportunity o on o.id = l.opportunity_id join stakeholder s on s.id = l.stakeholder_id where o.outcome is null order by o.id, s.id`,
    )[0] ?? [];
  await seat.open(`/deals/${uuid(deal)}`);
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Stakeholders', exact: true }) });
  await part.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.locator(`a[href="/deals/${uuid(deal)}"]`), 'their page names the deal').toBeVisible();
  await seat.ready();
  await page.locator(`.page-facts a[href="/clients/${uuid(client)}"], .page-header a[href="/clients/${uuid(client)}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`/clients/${uuid(client)}$`));
  const person = part.locator('.person-item').filter({ has: page.locator('.person-name', { hasText: name }) }).first();
  await expect(person).toBeVisible();
  await seat.ready();
  await person.locator(`a[href="/deals/${uuid(deal)}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${uuid(deal)}$`));
});
