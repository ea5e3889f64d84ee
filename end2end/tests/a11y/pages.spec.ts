// Every page and state: nothing for axe to find, light and dark, wide and narrow, and nothing that sticks out at 360 px.
import { expect, test, type Page } from '../../support/test';
import { violations } from '../../support/axe';
import { PAGES } from '../../support/pages';

const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'dark', width: 390 },
  { colorScheme: 'light', width: 390 },
] as const;

async function lookAt(page: Page, scripting: boolean): Promise<void> {
  // axe needs timers, which a page without scripting does not have; what the server renders is the same there.
  for (const { colorScheme, width } of scripting ? LOOKS : []) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    // The other theme has the same elements in the same places: by its colours alone it can be wrong.
    expect.soft(await violations(page, colorScheme === 'light' ? 'all' : 'colours'), `${colorScheme}, ${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  const { wide, culprit } = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > edge + 1 && getComputedStyle(element).position !== 'fixed');
    return { wide: document.documentElement.scrollWidth - edge, culprit: out.slice(0, 3).map((element) => `${element.tagName}.${element.className}`).join(', ') };
  });
  expect.soft(wide, `the document is wider than 360 px: ${culprit}`).toBeLessThanOrEqual(0);
}

for (const { what, who, status, to } of PAGES) {
  test.describe(() => {
    test.use({ role: who });

    test(`${what}: nothing for axe to find, nothing sticks out`, async ({ seat, page, server, scripting, watch }) => {
      watch.foresee(422, ...(status === undefined ? [] : [status]));
      await to(seat, server);
      await lookAt(page, scripting);
    });
  });
}

test('first run: nothing for axe to find, nothing sticks out', async ({ ownServer, browserOf, scripting }) => {
  const server = await ownServer('nothing');
  await server.start();
  const seat = await browserOf('nobody', server);
  await seat.open('/first-run');
  await lookAt(seat.page, scripting);
});
