// Taking the pipeline away: as a file, and as a table in a message.
import { readFileSync } from 'node:fs';
import { expect, test } from '../../support/test';
import { dealsWhere } from '../../support/firm';

for (const [name, ending] of [
  ['CSV', 'csv'],
  ['Excel', 'xlsx'],
] as const) {
  test(`the filtered deals are saved as ${name}`, async ({ seat, page, server }) => {
    await seat.open('/deals?view=table&stage=proposal');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^deals-\\d{4}-\\d{2}-\\d{2}\\.${ending}$`));
    const bytes = readFileSync(await file.path());
    if (ending === 'csv') {
      expect(bytes.toString().trim().split('\n').length).toBe(1 + dealsWhere(server, "o.stage = 'proposal'").length);
    } else {
      expect(bytes.subarray(0, 2).toString(), 'a workbook is a zip').toBe('PK');
    }
  });
}

test('the review is copied as a table, stamped with whose view it is and what was asked', async ({ seat, page, server, context, scripting }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await seat.open('/deals/review?closing=true');
  await expect(page.locator('.page-head')).toContainText('as Amara Abernathy sees it: Closing this quarter');
  const copy = page.getByRole('button', { name: 'Copy as table' });
  if (!scripting) {
    await expect(copy).toBeHidden();
    return;
  }
  await copy.click();
  await expect(page.getByText('Copied. Paste it into a message or a document.')).toBeVisible();
  const [html, plain] = await page.evaluate(async () => {
    const item = (await navigator.clipboard.read())[0]!;
    return Promise.all(['text/html', 'text/plain'].map(async (kind) => (await item.getType(kind)).text()));
  });
  const shown = await page.locator('.review tbody tr').count();
  expect(shown).toBeGreaterThan(0);
  expect(html!.match(/<tr>/g)!.length).toBe(shown + (await page.locator('.review-stage').count()));
  const one = dealsWhere(server, "o.stage = 'negotiation'")[0]!;
  expect(await page.locator('.review').getByText(one.name).count() > 0).toBe(plain!.includes(one.name));
  expect(plain).toContain('Deal\tClient\tValue\tClose\tDays\tCriteria\tUnknown\tNext step\tOwner');
});
