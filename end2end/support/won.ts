// Hand-overs: the form as a person fills it in, and what the database has of the project.
import type { Locator, Page } from '@playwright/test';
import { dealsWhere, within, type Deal } from './firm';
import type { Seat } from './test';
import { uuid, type Server } from './server';

/** The form of a hand-over. */
export class HandOver {
  readonly contract: Locator;
  readonly value: Locator;
  readonly wonOn: Locator;
  readonly reason: Locator;
  readonly name: Locator;
  readonly start: Locator;
  readonly send: Locator;

  constructor(private readonly page: Page) {
    this.contract = page.getByRole('checkbox', { name: 'Contract signed' });
    this.value = page.getByLabel(/^Final value/);
    this.wonOn = page.getByLabel('Won on');
    this.reason = page.getByLabel(/^Why it is won without/);
    this.name = page.getByLabel('Project name');
    this.start = page.getByLabel('Start', { exact: true });
    this.send = page.getByRole('button', { name: 'Hand over' });
  }

  course(name: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^${name}`) });
  }

  /** The phases of the chosen course as they are shown, a line each. */
  phases(): Locator {
    return this.page.locator('.course:has(:checked) .course-phases > li');
  }

  /** Opens it for a deal. */
  static async open(seat: Seat, deal: Deal): Promise<HandOver> {
    await seat.open(`/deals/${deal.id}/won`);
    return new HandOver(seat.page);
  }

  /** All that a hand-over needs: what is missing on the way gets its reason. */
  async fillIn(): Promise<void> {
    await this.contract.check();
    if ((await this.reason.count()) > 0) {
      await this.reason.fill('They signed at the fair');
    }
  }
}

/** An open deal that has no project yet. */
export function openDeal(server: Server, stage: string, skip = 0, who?: string): Deal {
  const seen = who === undefined ? '1 = 1' : within(`${who}@demo.test`);
  const assigned = who === undefined ? '1 = 1' : `o.client_id in (select client_id from client_assignment where user_id = (select id from "user" where email = '${who}@demo.test'))`;
  // One that was won and reopened keeps its project, and is another case.
  const unsold = 'o.id not in (select opportunity_id from project where opportunity_id is not null)';
  const found = dealsWhere(server, `o.stage = '${stage}' and ${seen} and ${assigned} and ${unsold} order by o.id`)[skip];
  if (!found) {
    throw new Error(`no deal of theirs stands in ${stage}`);
  }
  return found;
}

const key = (server: Server, id: string): string => (server.engine === 'sqlite' ? id.replaceAll('-', '') : id);

/** The projects that came of a deal. */
export function projectsOf(server: Server, deal: Deal): { id: string; name: string; status: string; budget: number; start: string; end: string }[] {
  const rows = server.sql(`select ${server.id('id')}, name, status, budget, start_date, end_date from project where ${server.id('opportunity_id')} = '${key(server, deal.id)}'`);
  return rows.map(([id = '', name = '', status = '', budget = '', start = '', end = '']) => ({ id: uuid(id), name, status, budget: Number(budget), start, end }));
}

/** The open tasks of a deal that are in a project, and those that are not. */
export function promises(server: Server, deal: Deal): { carried: string[]; left: string[] } {
  const rows = server.sql(`select t.title, case when t.project_id is null then 0 else 1 end from task t join task_entity e on e.task_id = t.id where t.status <> 'done' and ${server.id('e.opportunity_id')} = '${key(server, deal.id)}' order by t.due_date, t.id`);
  const of = (carried: string): string[] => rows.filter((row) => row[1] === carried).map(([title = '']) => title);
  return { carried: of('1'), left: of('0') };
}

/** The deal's way, the latest step first: where to, why against the criteria, and whether it takes another back. */
export function way(server: Server, deal: Deal): string[][] {
  return server.sql(`select to_stage, coalesce(override_reason, ''), case when reverts is null then '' else 'reverts' end from opportunity_stage_change where ${server.id('opportunity_id')} = '${key(server, deal.id)}' order by changed_at desc, id desc`);
}
