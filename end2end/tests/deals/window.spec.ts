// A long column: only the cards near the eye stand in the page, and they stay there while it is scrolled.
import { expect, test } from '../../support/test';

test.skip(({ scripting }) => !scripting, 'without client code the rest of a column is in the table');

test('a long column is scrolled to its middle and back, and what is looked at is there', async ({ ownServer, browserOf }) => {
  const server = await ownServer('nothing');
  await server.must(['seed', '--scale', '10']);
  await server.start();
  const seat = await browserOf('admin', server);
  const { page } = seat;
  await seat.open('/deals');
  const column = page.locator('.board-columns > .column').first();
  const cards = column.locator('.card');
  const scroll = async (top: number): Promise<void> => {
    await page.locator('.board').evaluate((board, top) => (board.scrollTop = top), top);
    await page.waitForTimeout(120);
  };
  /** Whether a card of the column is in sight. */
  const inSight = (): Promise<boolean> =>
    column.evaluate((column) => {
      const board = column.closest('.board')!.getBoundingClientRect();
      const middle = board.top + board.height / 2;
      return [...column.querySelectorAll('.card')].some((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return top - 12 <= middle && bottom + 12 >= middle;
      });
    });
  for (let step = 1; step <= 24; step += 1) {
    await scroll(step * 500);
  }
  await expect.poll(() => column.getAttribute('data-first').then(Number)).toBeGreaterThan(20);
  expect(await cards.count()).toBeLessThanOrEqual(40);
  // In the middle, small moves change nothing that is seen.
  await scroll(6_000);
  await expect.poll(inSight).toBe(true);
  const first = Number(await column.getAttribute('data-first'));
  for (const top of [6_010, 6_000, 6_020, 6_005]) {
    await scroll(top);
    expect(await inSight()).toBe(true);
    expect(Math.abs(Number(await column.getAttribute('data-first')) - first)).toBeLessThanOrEqual(5);
  }
  await scroll(0);
  await expect.poll(() => column.getAttribute('data-first')).toBe('0');
  expect(await inSight()).toBe(true);
});
