// Menus: the person's own, and the one on a deal's card.
import type { Locator, Page } from '@playwright/test';

/** Opens the menu of the signed-in person, in the rail. */
export async function openUserMenu(page: Page): Promise<Locator> {
  const menu = page.locator('.user-menu');
  await menu.locator('summary').click();
  return menu.locator('.menu-list');
}

/** A deal's card on the board. */
export function card(page: Page, id: string): Locator {
  return page.locator('.card').filter({ has: page.locator(`a[href="/deals/${id}"]`) });
}

/** Opens the menu at a card: it hangs there, or without client code it is the page that offers the same. */
export async function openCardMenu(card: Locator): Promise<Locator> {
  await card.locator('.card-move').click();
  return card.page().locator('.menu-list.is-hanging:popover-open, .move-choice');
}

/** Opens the menu of a deal's page. */
export async function openMoveMenu(page: Page): Promise<Locator> {
  const menu = page.locator('.page-actions details.menu').filter({ has: page.locator('summary[aria-label^="Move "]') });
  await menu.locator('summary').click();
  return menu.locator('.menu-list');
}
