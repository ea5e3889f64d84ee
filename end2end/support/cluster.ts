// A PostgreSQL that lives as long as the tests: trust on the loopback, nothing flushed to the disk.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort, until } from './ports';

const INSTALLED = '/usr/lib/postgresql';

export interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root, so root lends it the user that the package made. */
function as(user: string, command: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', user, '--', command, ...args]] : [command, args];
}

/** Nothing where PostgreSQL is not installed: only the tests that need one fail then. */
export async function startCluster(folder: string): Promise<Cluster | undefined> {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).filter((name) => existsSync(join(INSTALLED, name, 'bin', 'initdb'))) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) {
    return undefined;
  }
  const bin = (name: string): string => join(INSTALLED, newest, 'bin', name);
  mkdirSync(folder);
  chmodSync(dirname(folder), 0o755);
  if (process.getuid?.() === 0) {
    execFileSync('chown', ['postgres', folder]);
  }
  const data = join(folder, 'data');
  const run = (command: string, args: string[]): void => {
    const [program, words] = as('postgres', command, args);
    execFileSync(program, words, { stdio: 'pipe', cwd: folder });
  };
  run(bin('initdb'), ['-D', data, '-U', 'e2e', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']);
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, args] = as('postgres', bin('postgres'), ['-D', data, ...words]);
  const server = spawn(program, args, { stdio: 'ignore', cwd: folder });
  const url = `postgres://e2e@127.0.0.1:${port}/postgres`;
  await until('PostgreSQL to start', 20_000, async () => {
    execFileSync('psql', [url, '-Atc', 'select 1'], { stdio: 'pipe' });
  });
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      run(bin('pg_ctl'), ['stop', '-D', data, '-m', 'immediate', '-w']);
      await ended;
    },
  };
}
