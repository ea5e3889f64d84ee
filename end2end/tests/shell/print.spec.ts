import { expect, test } from '../../support/test';
import { dealsWhere } from '../../support/firm';

test('paper has the deal and no controls', async ({ seat, page, server }) => {
  const some = dealsWhere(server, "o.stage = 'proposal'")[0];
  await seat.open(`/deals/${some?.id}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const hidden of ['.rail', '.bar', '.skip-link', '.toasts', '.page-actions']) {
    await expect(page.locator(hidden).first(), hidden).toHaveCSS('display', 'none');
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.timeline')).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)');
});

test('paper has the whole table, without filters and pager steps', async ({ seat, page }) => {
  await seat.open('/deals?view=table');
  const rows = await page.locator('tbody tr').count();
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.rail', '.filters', '.pager-steps']) {
    await expect(page.locator(hidden).first(), hidden).toHaveCSS('display', 'none');
  }
  await expect(page.locator('tbody tr')).toHaveCount(rows);
  await expect(page.locator('.table-scroll')).toHaveCSS('overflow', 'visible');
});
