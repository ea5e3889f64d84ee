// What no journey may leave behind: a word in the console, a failed request that nobody foresaw, an error in the log.
import type { BrowserContext, Page } from '@playwright/test';

/** Says so when the last requests of a page were cut off by the next one. */
const CUT_OFF = 'net::ERR_ABORTED';

export class Watch {
  private readonly faults = new Set<string>();
  private readonly foreseen = new Set<number>();
  private offline = false;

  constructor(private readonly scripting: boolean) {}

  /** From here on, answers with this status belong to the journey: a refused form, a page that is not there. */
  foresee(...statuses: number[]): void {
    statuses.forEach((status) => this.foreseen.add(status));
  }

  /** From here on, the server may be gone. */
  foreseeOffline(): void {
    this.offline = true;
  }

  on(context: BrowserContext): void {
    context.on('console', (message) => {
      const kind = message.type();
      if ((kind === 'error' || kind === 'warning') && !this.known(message.text())) {
        this.fault(`console ${kind}: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => {
      const text = error.error().message;
      if (!(this.offline && text === 'Failed to fetch')) {
        this.fault(`page error: ${text}`);
      }
    });
    context.on('response', (answer) => {
      const status = answer.status();
      if (status >= 400 && !this.foreseen.has(status)) {
        this.fault(`${status} ${answer.request().method()} ${answer.url()}`);
      }
    });
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // Without scripting the browser refuses the preloaded client code by itself.
      const refused = !this.scripting && why === 'csp' && request.url().includes('/pkg/');
      if (why !== CUT_OFF && !this.offline && !refused) {
        this.fault(`${why} ${request.method()} ${request.url()}`);
      }
    });
  }

  /** Everything that happened, and the errors in what the server logged meanwhile. */
  found(logged: string): string[] {
    const lines = logged.split('\n');
    return [...this.faults, ...lines.filter((line) => / ERROR |panicked at/.test(line)).map((line) => `server log: ${line}`)];
  }

  /** Once each, and short: the first line tells. */
  private fault(text: string): void {
    this.faults.add(text.split('\n')[0]?.slice(0, 400) ?? '');
  }

  private known(text: string): boolean {
    // The browser's own note on a status; the status itself is judged above.
    if (text.startsWith('Failed to load resource')) {
      return true;
    }
    // Without scripting the client code is preloaded and then, rightly, not run.
    return !this.scripting && text.includes('was preloaded using link preload but not used');
  }
}

/**
 * Marks a document once the client code has taken it over. The product shows no such mark, and needs none; a test that
 * asks for what only client code does has to know when to ask.
 */
export async function markHydration(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    type Exports = Record<string, unknown>;
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      const made = await instantiate.call(WebAssembly, source, imports);
      const exports: Exports = { ...made.instance.exports };
      const hydrate = exports['hydrate'] as () => unknown;
      exports['hydrate'] = (): unknown => {
        const result = hydrate();
        // Parts that wait for data are taken over in the tasks right after.
        setTimeout(() => requestAnimationFrame(() => setTimeout(() => document.documentElement.setAttribute('data-e2e-hydrated', ''))), 30);
        return result;
      };
      return { module: made.module, instance: { exports } } as unknown as WebAssembly.WebAssemblyInstantiatedSource;
    };
  });
}

/** Waits until the page can do all that it can. The pages before signing in come without client code. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-e2e-hydrated], html:not(:has(script[type="module"]))').waitFor({ state: 'attached' });
}
