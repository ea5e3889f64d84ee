// Before everything: a copy of the program, which a build may replace meanwhile, and a PostgreSQL to make databases in.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { startCluster } from './cluster';

export default async function setup(config: FullConfig): Promise<() => Promise<void>> {
  const copy = mkdtempSync(join(tmpdir(), 'throughline-e2e-'));
  const binary = resolve(config.rootDir, '..', process.env['THROUGHLINE_BIN'] ?? '../target/debug/throughline');
  const site = process.env['THROUGHLINE_SITE'] ?? join(dirname(binary), '..', 'site');
  for (const needed of [binary, join(site, 'pkg', 'throughline.js'), join(site, 'pkg', 'throughline.css')]) {
    if (!existsSync(needed)) {
      throw new Error(`${needed} is missing: build the program first (cargo leptos build), or say where it is in THROUGHLINE_BIN and THROUGHLINE_SITE`);
    }
  }
  cpSync(binary, join(copy, 'throughline'));
  cpSync(site, join(copy, 'site'), { recursive: true });
  process.env['E2E_BINARY'] = join(copy, 'throughline');
  process.env['E2E_SITE'] = join(copy, 'site');

  const wanted = config.projects.some((project) => project.name.startsWith('postgres')) && asked('postgres');
  const cluster = wanted && !process.env['TEST_DATABASE_URL'] ? await startCluster(join(copy, 'cluster')) : undefined;
  process.env['E2E_POSTGRES'] = process.env['TEST_DATABASE_URL'] ?? cluster?.url ?? '';
  return async () => {
    await cluster?.stop();
    rmSync(copy, { recursive: true, force: true });
  };
}

/** Whether `--project` leaves any project of this engine to run. */
function asked(engine: string): boolean {
  const named = process.argv.flatMap((word, at, all) => (word === '--project' || word === '-p' ? [all[at + 1] ?? ''] : word.startsWith('--project=') ? [word.slice(10)] : []));
  return named.length === 0 || named.some((name) => name.startsWith(engine) || name.includes('*'));
}
