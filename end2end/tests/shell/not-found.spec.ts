import { expect, test } from '../../support/test';

const NOWHERE = ['/no-such-page', '/deals/01890000-0000-7000-8000-000000000000', '/deals/not-an-id', '/clients/01890000-0000-7000-8000-000000000000', '/deals/01890000-0000-7000-8000-000000000000/move?to=closed_lost'];

for (const path of NOWHERE) {
  test(`${path} says that nothing is there, with the status of it`, async ({ seat, page, watch }) => {
    watch.foresee(404);
    const answer = await seat.open(path);
    expect(answer.status()).toBe(404);
    await expect(page.getByText('There is nothing here for you, or it is gone.')).toBeVisible();
    await expect(page).toHaveTitle('Not found · Throughline');
  });
}

test('an address of the program that is no page gives nothing away', async ({ seat, watch, server }) => {
  watch.foresee(404, 405);
  for (const path of ['/api/', '/api/no_such_function', '/pkg/nothing.js', '/fonts/../throughline.db', '/pkg/%2e%2e/%2e%2e/throughline.key']) {
    const answer = await seat.page.request.get(`${server.url}${path}`);
    expect(answer.status(), path).toBeGreaterThanOrEqual(400);
    expect(answer.status(), path).toBeLessThan(500);
  }
});
