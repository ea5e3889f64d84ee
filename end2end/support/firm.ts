// What the journeys need of the firm: clients and deals of their own, and the database's own sums.
import { randomBytes } from 'node:crypto';
import type { Seat } from './test';
import { uuid, type Server } from './server';

/** A fresh client, made through the form's own address by whoever sits there. */
export async function newClient(seat: Seat, server: Server, more: Record<string, string> = {}): Promise<{ id: string; name: string; path: string }> {
  const name = more['name'] ?? `Ancaster ${randomBytes(4).toString('hex')}`;
  const form = { industry: 'Shipping', website: 'https://ancaster.example', currency: 'USD', ...more, name };
  const answer = await seat.page.request.post(`${server.url}/api/create_client`, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
  const path = answer.headers()['location'] ?? '';
  if (answer.status() !== 302 || !path.startsWith('/clients/')) {
    throw new Error(`no client was made: ${answer.status()} ${path}`);
  }
  return { id: path.slice('/clients/'.length), name, path };
}

/** A fresh competitor, made through the form's own address by whoever sits there. */
export async function newCompetitor(seat: Seat, server: Server, name = `Halvorsen ${randomBytes(4).toString('hex')}`): Promise<{ id: string; name: string; path: string }> {
  const form = { name, website: 'https://halvorsen.example' };
  const answer = await seat.page.request.post(`${server.url}/api/create_competitor`, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
  const path = answer.headers()['location'] ?? '';
  if (answer.status() !== 302 || !path.startsWith('/competitors/')) {
    throw new Error(`no competitor was made: ${answer.status()} ${path}`);
  }
  return { id: path.slice('/competitors/'.length), name, path };
}

/** Somebody new at a client, with an e-mail address and a telephone number. */
export async function newStakeholder(seat: Seat, server: Server, client: string, name = `Rita ${randomBytes(4).toString('hex')}`): Promise<{ id: string; name: string; path: string }> {
  const form = { client, name, job_title: 'Treasurer', email: 'rita@post.example', phone: '+49 30 23125 001' };
  const answer = await seat.page.request.post(`${server.url}/api/create_stakeholder`, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
  const path = answer.headers()['location'] ?? '';
  if (answer.status() !== 302 || !path.startsWith('/stakeholders/')) {
    throw new Error(`nobody was added: ${answer.status()} ${path}`);
  }
  return { id: path.slice('/stakeholders/'.length), name, path };
}

/** Something that was said or done with a client, logged by whoever sits there; answers its id. */
export async function newActivity(seat: Seat, server: Server, client: string, subject: string, more: Record<string, string> = {}): Promise<string> {
  const form = { of: `client:${client}`, 'activity[client]': client, 'activity[kind]': 'call', 'activity[subject]': subject, ...more };
  const answer = await seat.page.request.post(`${server.url}/api/log_activity`, { form });
  if (!answer.ok()) {
    throw new Error(`nothing was logged: ${answer.status()} ${await answer.text()}`);
  }
  return String(await answer.json());
}

export interface Deal {
  readonly id: string;
  readonly name: string;
  readonly client: string;
  readonly stage: string;
  readonly version: number;
  readonly value: number;
  readonly currency: string;
}

/** Deals that fit a condition on `o`, the deal, and `c`, its client. */
export function dealsWhere(server: Server, condition: string): Deal[] {
  const columns = `${server.id('o.id')}, o.name, c.name, o.stage, o.version, o.value, o.currency`;
  const rows = server.sql(`select ${columns} from opportunity o join client c on c.id = o.client_id where ${condition}`);
  return rows.map(([id = '', name = '', client = '', stage = '', version = '', value = '', currency = '']) => ({ id: uuid(id), name, client, stage, version: Number(version), value: Number(value), currency }));
}

/** One deal as it is now. */
export function deal(server: Server, id: string): Deal {
  const found = dealsWhere(server, `${server.id('o.id')} = '${server.engine === 'sqlite' ? id.replaceAll('-', '') : id}'`)[0];
  if (!found) {
    throw new Error(`there is no deal ${id}`);
  }
  return found;
}

/** Deals that a person may see by the book: of their clients, or on whose team they are. */
export function within(email: string): string {
  const me = `(select id from "user" where email = '${email}')`;
  return `(o.client_id in (select client_id from client_assignment where user_id = ${me}) or o.id in (select opportunity_id from opportunity_team_member where user_id = ${me}))`;
}

/** A stage with its name on the page and its weight. */
export interface Stage {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly probability: number;
}

export function stages(server: Server): Stage[] {
  return server.sql('select key, name, kind, probability from deal_stage order by position').map(([key = '', name = '', kind = '', probability = '']) => ({ key, name, kind, probability: Number(probability) }));
}

/** Takes what every stage asks for out of the way, and answers what puts it back: the firm is another test's too. */
export function ungate(server: Server): () => void {
  const rows = server.sql(`select ${server.id('id')}, stage from stage_criterion`);
  server.set("update stage_criterion set stage = 'closed_lost'");
  return () => {
    for (const [id = '', stage = ''] of rows) {
      server.set(`update stage_criterion set stage = '${stage}' where ${server.id('id')} = '${id}'`);
    }
  };
}
