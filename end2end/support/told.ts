// The last words of a run: each journey that failed in one line and why, since the end of a log is what people see of it.
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

const ANSI = /\u001b\[[0-9;]*m/g;
const LONGEST = 400;

/** An error in one line: what was expected and what was there, without the source around it. */
function inOneLine(message: string): string {
  const lines = message.replace(ANSI, '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' · ').slice(0, LONGEST);
}

class Told implements Reporter {
  private suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(result: FullResult): void {
    const tests = this.suite?.allTests() ?? [];
    const of = (outcome: string): TestCase[] => tests.filter((test) => test.outcome() === outcome);
    const tell = (test: TestCase): void => console.log(`\n${test.titlePath().filter(Boolean).join(' › ')} (${seconds(test)} s)\n  ${reasons(test).join('\n  ')}`);
    const [wrong, shaky] = [of('unexpected'), of('flaky')];
    if (shaky.length > 0) {
      console.log('\nHeld only when tried again; look into each:');
      shaky.forEach(tell);
    }
    wrong.forEach(tell);
    console.log(`\nThe browser's tests: ${result.status}, ${wrong.length} failed, ${shaky.length} held only when tried again.`);
  }
}

const seconds = (test: TestCase): string => test.results.map((result) => (result.duration / 1000).toFixed(1)).join(', ');

const reasons = (test: TestCase): string[] => test.results.flatMap((result) => result.errors.map((error) => inOneLine(error.message ?? String(error.value))));

export default Told;
