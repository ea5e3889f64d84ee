// The settings of the pipeline: a stage's line on the page, and what the database has of it.
import { expect, type Locator } from '@playwright/test';
import { place, type Place } from './inline';
import type { Seat } from './test';
import type { Server } from './server';

export const STAGES = '/settings/stages';

/** A stage on the page, found by its key. */
export class StageLine {
  readonly line: Locator;
  readonly head: Locator;

  constructor(
    private readonly seat: Seat,
    readonly key: string,
  ) {
    this.line = seat.page.locator(`#stage-${key}`);
    this.head = this.line.locator('summary.stage-head');
  }

  /** Shows all that can be changed about it. */
  async unfold(): Promise<this> {
    if ((await this.line.locator('> details').getAttribute('open')) === null) {
      await this.head.click();
    }
    await expect(this.line.locator('.stage-body')).toBeVisible();
    return this;
  }

  /** One of its values. */
  value(label: string): Place {
    return place(this.seat, label, this.line);
  }

  /** Its criteria, as they are called. */
  criteria(): Locator {
    return this.line.locator('.asked-words > span');
  }

  button(name: string): Locator {
    return this.line.getByRole('button', { name, exact: true });
  }
}

export function stage(seat: Seat, key: string): StageLine {
  return new StageLine(seat, key);
}

/** The names of the open stages as the page has them, in order. */
export const openStages = (seat: Seat): Locator => seat.page.locator('ol.stage-list .stage-name');

/** The keys of the stages in use, in order. */
export function line(server: Server): string[] {
  return server.sql(`select key from deal_stage where ${server.engine === 'sqlite' ? 'retired = 0' : 'not retired'} order by position`).map(([key = '']) => key);
}
