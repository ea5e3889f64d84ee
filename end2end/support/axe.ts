// axe over the page as it stands. Injected by the debugger, which the page's policy does not concern.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds, a line for each rule with the first place that breaks it: by every rule, or by what colours alone can break. */
export async function violations(page: Page, judged: 'all' | 'colours' = 'all'): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${SOURCE} }`);
  const results = await page.evaluate<AxeResults, string[]>(
    (rules) => (window as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }).axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
    judged === 'all' ? RULES : COLOURS,
  );
  return results.violations.map(({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0]?.target.join(' ')} – ${(nodes[0]?.any[0] ?? nodes[0]?.all[0] ?? nodes[0]?.none[0])?.message ?? ''}`);
}
