// The form that logs an activity: over the page with client code, on a page of its own without.
import type { Locator, Page } from '@playwright/test';

export function form(page: Page, scripting: boolean): Locator {
  return scripting ? page.getByRole('dialog', { name: 'Log an activity' }) : page.locator('.log-page');
}
