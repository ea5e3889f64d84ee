import { uuid } from '../../support/server';
import { expect, test } from '../../support/test';

test('a client’s people stand on its page with their deals, and a deal’s people lead there', async ({ seat, page, server }) => {
  const [deal = '', client = '', name = ''] =
    server.sql(
      `select ${server.id('o.id')}, ${server.id('o.client_id')}, s.name from opportunity_stakeholder l join opportunity o on o.id = l.opportunity_id join stakeholder s on s.id = l.stakeholder_id where o.outcome is null order by o.id, s.id`,
    )[0] ?? [];
  await seat.open(`/deals/${uuid(deal)}`);
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Stakeholders', exact: true }) });
  await part.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/clients/${uuid(client)}#stakeholders$`));
  const person = part.locator('.person-item').filter({ has: page.locator('.person-name', { hasText: name }) }).first();
  await expect(person).toBeVisible();
  await seat.ready();
  await person.locator(`a[href="/deals/${uuid(deal)}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${uuid(deal)}$`));
});
