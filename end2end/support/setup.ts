// Before everything: a copy of the program, which a build may replace meanwhile, and a PostgreSQL to make databases in.
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FullConfig } from '@playwright/test';
import { startCluster } from './cluster';

export default async function setup(config: FullConfig): Promise<() => Promise<void>> {
  const copy = mkdtempSync(join(tmpdir(), 'crm-e2e-'));
  const binary = resolve(config.rootDir, '..', process.env['THROUGHLINE_BIN'] ?? '../target/debug/throughline');
  // Where the program itself looks for its pages: beside it, or one folder up.
  const near = [join(dirname(binary), 'site'), join(dirname(binary), '..', 'site')];
  const site = process.env['THROUGHLINE_SITE'] ?? near.find((folder) => existsSync(join(folder, 'pkg', 'throughline.js'))) ?? near[0] ?? '';
  for (const needed of [binary, join(site, 'pkg', 'throughline.js'), join(site, 'pkg', 'throughline.css')]) {
    if (!existsSync(needed)) {
      throw new Error(`${needed} is missing: build the program first (cargo leptos build), or say where it is in THROUGHLINE_BIN and THROUGHLINE_SITE`);
    }
  }
  cpSync(binary, join(copy, 'program'));
  cpSync(site, join(copy, 'site'), { recursive: true });
  compress(join(copy, 'site', 'pkg'));
  process.env['E2E_BINARY'] = join(copy, 'program');
  process.env['E2E_SITE'] = join(copy, 'site');

  const cluster = process.env['TEST_DATABASE_URL'] ? undefined : await startCluster(join(copy, 'cluster'));
  process.env['E2E_POSTGRES'] = process.env['TEST_DATABASE_URL'] ?? cluster?.url ?? '';
  return async () => {
    await cluster?.stop();
    rmSync(copy, { recursive: true, force: true });
  };
}

/** A debug build's server would spend seconds compressing the client code for every browser. */
function compress(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => /\.(wasm|js|css)$/.test(name))) {
    const file = join(folder, name);
    if (!existsSync(`${file}.br`) && !existsSync(`${file}.gz`)) {
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 1 }));
    }
  }
}
