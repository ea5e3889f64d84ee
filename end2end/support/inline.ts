// Editing a value where it stands, with client code or without: the same words on the page, found the same way.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Seat } from './test';

/** The place of a value, found by the words beside it. */
export class Place {
  readonly box: Locator;
  /** Opens the field. */
  readonly pencil: Locator;
  readonly form: Locator;
  /** The field itself, while it is open. */
  readonly field: Locator;
  /** What is wrong with what was typed. */
  readonly error: Locator;
  readonly save: Locator;
  readonly cancel: Locator;

  constructor(
    private readonly seat: Seat,
    label: string,
    within: Page | Locator = seat.page,
  ) {
    const words = seat.page.locator('dt, .meddpicc-label').filter({ hasText: new RegExp(`^${label}( \\([A-Z]{3}\\))?$`) });
    this.box = within.locator('.fact, .meddpicc > div').filter({ has: words });
    this.pencil = this.box.getByRole('link', { name: `Edit ${label}` });
    this.form = this.box.locator('form');
    this.field = this.form.getByLabel(label, { exact: true });
    this.error = this.box.locator('.field-error');
    this.save = this.form.getByRole('button', { name: 'Save' });
    this.cancel = this.form.getByRole('link', { name: 'Cancel' });
  }

  /** Opens it with the mouse. */
  async click(): Promise<void> {
    await this.pencil.click();
    await this.opened();
  }

  /** Opens it from the keyboard. */
  async enter(): Promise<void> {
    await this.pencil.focus();
    await this.seat.page.keyboard.press('Enter');
    await this.opened();
  }

  /** Opens it, types, and saves. */
  async change(text: string): Promise<void> {
    await this.click();
    await this.field.fill(text);
    await this.field.press('Enter');
    await expect(this.form).toHaveCount(0);
  }

  /** Saves what was typed after somebody else saved: it says what stands there now, and keeps what was typed. */
  async meets(theirs: string, typed: string): Promise<void> {
    await this.field.press('Enter');
    await expect(this.error).toHaveText(`Somebody changed this while you were typing. It now says “${theirs}”. Save again to replace it.`);
    await expect(this.field).toHaveValue(typed);
    await this.seat.ready();
  }

  private async opened(): Promise<void> {
    await this.field.waitFor();
    await this.seat.ready();
  }
}

/** The value beside these words, on the whole page or in a part of it. */
export function place(seat: Seat, label: string, within?: Locator): Place {
  return new Place(seat, label, within);
}
