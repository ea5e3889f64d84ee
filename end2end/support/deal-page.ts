// A deal's page: its parts, and what a journey does in them, with client code or without.
import { expect, type Locator, type Page } from '@playwright/test';
import { dealsWhere, type Deal } from './firm';
import type { Server } from './server';
import type { Seat } from './test';

/** A part of the page, by the words of its head. */
export function part(page: Page, head: string | RegExp): Locator {
  return page.locator('section.panel').filter({ has: page.getByRole('heading', { level: 2, name: head }) });
}

/** Unfolds what is folded in a part; a page that came back with something to say has it unfolded already. */
export async function unfold(part: Locator, words: string): Promise<Locator> {
  const fold = part.locator('details.fold').filter({ has: part.page().locator(`summary:has-text("${words}")`) }).last();
  if ((await fold.getAttribute('open')) === null) {
    await fold.locator('> summary').click();
  }
  return fold;
}

/** Looks for something to add, and answers what was found. Without client code the page comes back with it. */
export async function find(seat: Seat, fold: () => Promise<Locator>, text: string): Promise<Locator> {
  const search = (await fold()).getByRole('searchbox').first();
  await search.fill(text);
  await search.press('Enter');
  await seat.ready();
  return (await fold()).locator('.finder').first();
}

/** One of the last deals that fit; the first ones belong to the board's tests. */
export function lastDeal(server: Server, condition: string, skip = 0): Deal {
  const found = dealsWhere(server, `${condition} order by o.id desc`)[skip];
  if (!found) {
    throw new Error(`no deal fits: ${condition}`);
  }
  return found;
}

/** An id as the database has it. */
export function key(server: Server, id: string): string {
  return server.engine === 'sqlite' ? id.replaceAll('-', '') : id;
}

/** What a letter's row says of its state. */
export async function stateOf(page: Page, letter: string, state: string): Promise<void> {
  await expect(page.locator(`#letter-${letter} .letter-state`)).toContainText(state);
}
