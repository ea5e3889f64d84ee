// Every journey on both databases, and on each with client code and without it.
import { defineConfig, devices } from '@playwright/test';
import type { Options } from './support/test';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--mute-audio', '--lang=en-US'];

/** What the pages look like does not depend on the database. */
const looks = ['a11y/pages.spec.ts', 'shell/print.spec.ts', 'firm/theme.spec.ts'].map((file) => `**/${file}`);

export default defineConfig<Options>({
  testDir: 'tests',
  globalSetup: './support/setup.ts',
  outputDir: 'test-results',
  workers: 2,
  // A machine that stands still for some seconds fails what is right; what is wrong fails twice. The end of the run names both.
  retries: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['./support/told.ts']],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell', args: quiet },
  },
  projects: [
    { name: 'sqlite', use: { engine: 'sqlite', scripting: true } },
    { name: 'postgres', testIgnore: looks, use: { engine: 'postgres', scripting: true } },
    { name: 'sqlite-plain', use: { engine: 'sqlite', scripting: false } },
    { name: 'postgres-plain', testIgnore: looks, use: { engine: 'postgres', scripting: false } },
  ],
});
