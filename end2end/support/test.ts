// What every journey starts from: a server of its file's own, a browser that is signed in, a watch over both.
import { randomBytes } from 'node:crypto';
import { test as base, expect, request, type BrowserContext, type Page, type Response } from '@playwright/test';
import { Server, type Engine } from './server';
import { Watch, hydrated, markHydration } from './watch';

export { expect, Server };
export type { BrowserContext, Locator, Page, Response } from '@playwright/test';

/** Whose browser it is. Nobody has signed in nowhere. */
export type Role = 'admin' | 'consultant' | 'viewer' | 'nobody';
type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Everybody's in the demonstration firm. */
export const PASSWORD = 'throughline-demo';

export interface Options {
  engine: Engine;
  scripting: boolean;
}

/** Somebody made for one test, whom no other test changes. */
export interface Somebody {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** One browser: its own cookies, its own page. */
export class Seat {
  constructor(
    readonly page: Page,
    private readonly scripting: boolean,
    private readonly base: string,
  ) {}

  /** Opens an address and waits until the page can do all that it can. */
  async open(path: string): Promise<Response> {
    const answer = await this.page.goto(new URL(path, this.base).href);
    await this.ready();
    if (answer === null) {
      throw new Error(`${path} has no answer`);
    }
    return answer;
  }

  /** After a form was sent or a link followed: the client code, if any, has the new document. */
  async ready(): Promise<void> {
    await this.page.waitForLoadState();
    if (this.scripting) {
      await hydrated(this.page);
    }
  }

  /** Loads the page anew. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }
}

interface PerTest {
  /** The demonstration firm, served; the tests of one file share it, and no other file's. */
  server: Server;
  /** Whose browser `page` is. */
  role: Role;
  watch: Watch;
  /** The test's own browser. */
  seat: Seat;
  /** Another browser, signed in as a role or as somebody, by default on the file's server. */
  browserOf: (who: Role | Somebody, server?: Server) => Promise<Seat>;
  /** An admin of the firm made for this test. */
  somebody: Somebody;
  /** A server for this test alone: with an empty database that nothing serves yet, or with the demonstration firm. */
  ownServer: (holds: 'nothing' | 'demo') => Promise<Server>;
}

interface PerWorker {
  /** The server of a file's tests: what they find never depends on which files came before. */
  serverOf: (file: string) => Promise<Server>;
  signedIn: (who: Role | Somebody, server: Server) => Promise<State>;
}

export const test = base.extend<PerTest, Options & PerWorker>({
  engine: ['sqlite', { option: true, scope: 'worker' }],
  scripting: [true, { option: true, scope: 'worker' }],
  role: ['admin', { option: true }],

  serverOf: [
    async ({ engine }, use) => {
      let current: { file: string; server: Server } | undefined;
      await use(async (file) => {
        if (current?.file !== file) {
          await current?.server.remove();
          const server = await Server.empty(engine);
          current = { file, server };
          await server.seedAndStart();
        }
        return current.server;
      });
      await current?.server.remove();
    },
    { scope: 'worker' },
  ],

  // With time of its own: the first test of a file waits for it.
  server: [async ({ serverOf }, use, info) => use(await serverOf(info.file)), { timeout: 60_000 }],

  signedIn: [
    async ({}, use) => {
      // By the server itself: a port is given to another one once its server is gone.
      const kept = new WeakMap<Server, Map<Role, Promise<State>>>();
      await use((who, server) => {
        if (who === 'nobody') {
          return Promise.resolve({ cookies: [], origins: [] });
        }
        // Somebody's sessions are the test's own business; a role's one session serves the whole file.
        if (typeof who !== 'string') {
          return signIn(server.url, who.email, who.password);
        }
        const states = kept.get(server) ?? new Map<Role, Promise<State>>();
        kept.set(server, states);
        const state = states.get(who) ?? signIn(server.url, `${who}@demo.test`, PASSWORD);
        states.set(who, state);
        return state;
      });
    },
    { scope: 'worker' },
  ],

  javaScriptEnabled: async ({ scripting }, use) => use(scripting),
  baseURL: async ({ server }, use) => use(server.url),
  storageState: async ({ signedIn, role, server }, use) => use(await signedIn(role, server)),

  watch: [
    async ({ server, scripting }, use, info) => {
      const watch = new Watch(scripting);
      const from = server.logged().length;
      await use(watch);
      const logged = server.logged().slice(from);
      const found = watch.found(logged);
      if (info.status !== info.expectedStatus || found.length > 0) {
        await info.attach('server.log', { body: logged.slice(-20_000), contentType: 'text/plain' });
      }
      expect(found, 'what the journey left behind').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch, scripting }, use) => {
    watch.on(context);
    if (scripting) {
      await markHydration(context);
    }
    await use(context);
  },

  seat: async ({ page, scripting, server }, use) => use(new Seat(page, scripting, server.url)),

  browserOf: async ({ browser, signedIn, scripting, watch, server: ours }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who, server = ours) => {
      // Whatever else the project says of a browser holds for this one too.
      const context = await browser.newContext({ storageState: await signedIn(who, server) });
      opened.push(context);
      watch.on(context);
      if (scripting) {
        await markHydration(context);
      }
      return new Seat(await context.newPage(), scripting, server.url);
    });
    await Promise.all(opened.map((context) => context.close()));
  },

  ownServer: async ({ engine }, use) => {
    const made: Server[] = [];
    await use(async (holds) => {
      const server = await Server.empty(engine);
      made.push(server);
      if (holds === 'demo') {
        await server.seedAndStart();
      }
      return server;
    });
    for (const server of made) {
      await server.remove();
    }
  },

  somebody: async ({ server }, use) => {
    const tag = randomBytes(4).toString('hex');
    const somebody = { name: `Robin ${tag}`, email: `robin.${tag}@demo.test`, password: `long enough ${tag}` };
    await server.must(['create-admin', '--email', somebody.email, '--name', somebody.name], `${somebody.password}\n`);
    await use(somebody);
  },
});

async function signIn(url: string, email: string, password: string): Promise<State> {
  const asking = await request.newContext({ baseURL: url, storageState: { cookies: [], origins: [] } });
  const answer = await asking.post('/api/sign_in', { form: { email, password }, headers: { accept: 'text/html' }, maxRedirects: 0 });
  const state = await asking.storageState();
  await asking.dispose();
  if (answer.status() !== 302 || state.cookies.length === 0) {
    throw new Error(`${email} cannot sign in: ${answer.status()} ${answer.headers()['location'] ?? ''}`);
  }
  return state;
}
