// One running program with a database of its own.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from './ports';

export type Engine = 'sqlite' | 'postgres';

export interface Done {
  readonly code: number;
  readonly out: string;
}

/** What a cell never holds. */
const BETWEEN = '\u001f';

export class Server {
  readonly url: string;
  private process: ChildProcess | undefined;
  private readonly log: string;

  private constructor(
    readonly engine: Engine,
    private readonly folder: string,
    private readonly database: string | undefined,
    private readonly port: number,
    log = 'server.log',
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.log = join(folder, log);
  }

  /** An empty database that nothing serves yet. */
  static async empty(engine: Engine): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), `crm-e2e-${engine}-`));
    const database = engine === 'postgres' ? `e2e_${randomBytes(6).toString('hex')}` : undefined;
    if (database !== undefined) {
      execFileSync('psql', [admin(), '-qc', `create database ${database}`], { stdio: 'pipe' });
    }
    return new Server(engine, folder, database, await freePort());
  }

  /** The demonstration firm, served. */
  async seedAndStart(): Promise<void> {
    await this.must(['seed']);
    await this.start();
  }

  /** A second server on the same database; only to be stopped, since the database is this one's. */
  async beside(): Promise<Server> {
    const port = await freePort();
    const other = new Server(this.engine, this.folder, this.database, port, `server-${port}.log`);
    await other.start();
    return other;
  }

  async start(): Promise<void> {
    const log = openSync(this.log, 'a');
    const words = ['serve', '--listen', `127.0.0.1:${this.port}`, '--site', need('E2E_SITE')];
    this.process = spawn(need('E2E_BINARY'), words, { env: this.env(), stdio: ['ignore', log, log] });
    closeSync(log);
    // Whatever ends this worker ends its servers.
    const running = this.process;
    const kill = (): void => void running.kill('SIGKILL');
    process.once('exit', kill);
    running.once('exit', () => process.off('exit', kill));
    await until(`the server (${this.log})`, 20_000, async () => {
      if (this.process?.exitCode !== null) {
        throw new Error(this.logged());
      }
      const answer = await fetch(`${this.url}/readyz`);
      if (!answer.ok) {
        throw new Error(await answer.text());
      }
    });
  }

  async stop(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (running && running.exitCode === null) {
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      await ended;
    }
  }

  /** Stops it and leaves nothing behind. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.database !== undefined) {
      execFileSync('psql', [admin(), '-qc', `drop database ${this.database} with (force)`], { stdio: 'pipe' });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs a command of the program on this database. */
  command(args: string[], input = ''): Promise<Done> {
    return new Promise((resolve, reject) => {
      const child = execFile(need('E2E_BINARY'), args, { env: this.env(), maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') {
          reject(error);
        } else {
          resolve({ code: Number(error?.code ?? 0), out: `${stdout}${stderr}` });
        }
      });
      child.stdin?.end(input);
    });
  }

  /** The same, for what has to succeed. */
  async must(args: string[], input = ''): Promise<string> {
    const done = await this.command(args, input);
    if (done.code !== 0) {
      throw new Error(`throughline ${args.join(' ')} ended with ${done.code}: ${done.out}`);
    }
    return done.out;
  }

  /** Asks the database itself, past the program. */
  sql(question: string): string[][] {
    const out =
      this.database === undefined
        ? execFileSync('sqlite3', ['-readonly', '-cmd', '.timeout 5000', '-separator', BETWEEN, join(this.folder, 'throughline.db'), question])
        : execFileSync('psql', [this.address(), '-AtX', '-F', BETWEEN, '-c', question]);
    const text = out.toString().replace(/\n$/, '');
    return text === '' ? [] : text.split('\n').map((line) => line.split(BETWEEN));
  }

  /** Changes the database past the program, to set a scene. */
  set(statement: string): void {
    if (this.database === undefined) {
      execFileSync('sqlite3', ['-cmd', '.timeout 5000', '-cmd', 'pragma foreign_keys = on', join(this.folder, 'throughline.db'), statement]);
    } else {
      execFileSync('psql', [this.address(), '-qAtX', '-c', statement]);
    }
  }

  /** The one value that a question has for an answer. */
  value(question: string): string {
    return this.sql(question)[0]?.[0] ?? '';
  }

  /** An id column as text, in either engine's words; see {@link uuid}. */
  id(column: string): string {
    return this.engine === 'sqlite' ? `lower(hex(${column}))` : `${column}::text`;
  }

  /** What the program has logged so far. */
  logged(): string {
    return readFileSync(this.log, 'utf8');
  }

  private address(): string {
    const url = new URL(admin());
    url.pathname = `/${this.database}`;
    return url.href;
  }

  private env(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return {
      PATH,
      HOME,
      RUST_BACKTRACE: '1',
      THROUGHLINE_DATA: this.folder,
      ...(this.database === undefined ? {} : { DATABASE_URL: this.address() }),
    };
  }
}

/** The id as the addresses have it. */
export function uuid(text: string): string {
  return text.includes('-') ? text : text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run the tests through playwright`);
  }
  return value;
}

function admin(): string {
  if (!process.env['E2E_POSTGRES']) {
    throw new Error('no PostgreSQL server is installed in /usr/lib/postgresql: install it, or name one in TEST_DATABASE_URL');
  }
  return need('E2E_POSTGRES');
}
