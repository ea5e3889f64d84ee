// What the board and the table say, read off the page, and what they should say, from the deals themselves.
import type { Page } from '@playwright/test';
import type { Deal, Stage } from './firm';

/** A stage as the page shows it: how many, what they come to, and that weighted, a line for each currency. */
export interface Shown {
  count: string;
  sums: string[];
  weighted: string[];
}

const SIGN: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' };

/** An amount as people read it; whole cents only. */
export function display(minor: bigint, currency: string): string {
  const text = minor.toString().padStart(3, '0');
  const [major, cents] = [text.slice(0, -2), text.slice(-2)];
  const grouped = major.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${SIGN[currency] ?? `${currency} `}${grouped}${cents === '00' ? '' : `.${cents}`}`;
}

/** Reads it back. */
export function amount(text: string): { minor: bigint; currency: string } {
  const found = /^([^\d]+)([\d,]+)(?:\.(\d\d))?$/.exec(text.trim());
  const currency = Object.entries(SIGN).find(([, sign]) => sign === found?.[1])?.[0];
  if (!found || !currency) {
    throw new Error(`${text} is no amount`);
  }
  return { minor: BigInt((found[2] ?? '').replaceAll(',', '')) * 100n + BigInt(found[3] ?? '0'), currency };
}

/** Part of an amount, a half rounded to the even one. */
function percent(minor: bigint, part: number): bigint {
  const whole = minor * BigInt(part);
  const [down, rest] = [whole / 100n, whole % 100n];
  return rest > 50n || (rest === 50n && down % 2n === 1n) ? down + 1n : down;
}

export function sumsOf(deals: readonly Pick<Deal, 'value' | 'currency'>[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const deal of deals) {
    sums.set(deal.currency, (sums.get(deal.currency) ?? 0n) + BigInt(deal.value));
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const shownAll = (sums: Map<string, bigint>): string[] => [...sums].map(([currency, minor]) => display(minor, currency));

/** What each stage has to show over these deals. */
export function expected(stages: readonly Stage[], deals: readonly Deal[]): Record<string, Shown> {
  const of = (stage: Stage): Shown => {
    const mine = deals.filter((deal) => deal.stage === stage.key);
    const sums = sumsOf(mine);
    const weighted = stage.kind === 'open' ? new Map([...sums].map(([currency, minor]) => [currency, percent(minor, stage.probability)])) : new Map<string, bigint>();
    return { count: mine.length.toLocaleString('en-US'), sums: shownAll(sums), weighted: shownAll(weighted) };
  };
  return Object.fromEntries(stages.map((stage) => [stage.name, of(stage)]));
}

/** The heads of the board's columns. */
export async function board(page: Page): Promise<Record<string, Shown>> {
  const heads = await page.locator('.board section').evaluateAll((sections) =>
    sections.map((section): [string, Shown] => {
      const words = (selector: string): string[] =>
        [...section.querySelectorAll(selector)].map((element) => {
          const copy = element.cloneNode(true) as Element;
          copy.querySelectorAll('.visually-hidden, [aria-hidden]').forEach((hidden) => hidden.remove());
          return (copy.textContent ?? '').trim();
        });
      return [section.getAttribute('aria-label') ?? '', { count: words('.column-count')[0] ?? '', sums: words('.column-sum'), weighted: words('.column-weighted') }];
    }),
  );
  return Object.fromEntries(heads);
}

/** The four figures above board and table. */
export async function totals(page: Page): Promise<Record<string, { value: string; hint: string }>> {
  const stats = await page.locator('.totals > *').evaluateAll((boxes) => boxes.map((box) => [...box.querySelectorAll('*')].filter((part) => part.children.length === 0).map((part) => (part.textContent ?? '').trim()).filter((text) => text !== '')));
  return Object.fromEntries(stats.map(([label = '', value = '', hint = '']) => [label, { value, hint }]));
}

/** What they have to be over these deals. */
export function expectedTotals(stages: readonly Stage[], deals: readonly Deal[]): Record<string, { value: string; hint: string }> {
  const kinds = new Map(stages.map((stage) => [stage.key, stage]));
  const of = (kind: string): Deal[] => deals.filter((deal) => kinds.get(deal.stage)?.kind === kind);
  const joined = (sums: Map<string, bigint>): string => (sums.size === 0 ? '–' : shownAll(sums).join(' · '));
  const count = (n: number): string => (n === 1 ? '1 deal' : `${n.toLocaleString('en-US')} deals`);
  const weighted = new Map<string, bigint>();
  for (const stage of stages.filter((stage) => stage.kind === 'open')) {
    for (const [currency, minor] of sumsOf(deals.filter((deal) => deal.stage === stage.key))) {
      weighted.set(currency, (weighted.get(currency) ?? 0n) + percent(minor, stage.probability));
    }
  }
  const sorted = new Map([...weighted].sort(([a], [b]) => (a < b ? -1 : 1)));
  const figure = (kind: string): { value: string; hint: string } => ({ value: joined(sumsOf(of(kind))), hint: count(of(kind).length) });
  return { Open: figure('open'), Weighted: { value: joined(sorted), hint: "by each stage's probability" }, Won: figure('won'), Lost: figure('lost') };
}

/** Every row of the table, page after page, as the page has it. */
export async function crawl(page: Page, open: (path: string) => Promise<unknown>, query = ''): Promise<{ name: string; client: string; stage: string; value: number; currency: string; href: string }[]> {
  const rows = [];
  for (let number = 1; ; number += 1) {
    await open(`/deals?view=table${query}&page=${number}`);
    const here = await page.locator('table tbody tr').evaluateAll((lines) =>
      lines.map((line) => {
        const cell = (label: string): string => (line.querySelector(`[data-label="${label}"]`)?.textContent ?? '').trim();
        const link = line.querySelector('th a');
        return { name: (link?.textContent ?? '').trim(), href: link?.getAttribute('href') ?? '', client: cell('Client'), stage: cell('Stage'), value: cell('Value') };
      }),
    );
    rows.push(...here.map((row) => ({ ...row, ...((money) => ({ value: Number(money.minor), currency: money.currency }))(amount(row.value)) })));
    if ((await page.locator('.pager a').filter({ hasText: 'Next' }).count()) === 0) {
      return rows;
    }
  }
}
