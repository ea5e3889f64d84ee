// Free ports, and waiting for what will soon be so.
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: a server that is gone for a moment finds its own free again. */
const [LOWEST, HOW_MANY] = [12_000, 18_000];

/** A port of the loopback that nobody listens on now. */
export function freePort(attempts = 20): Promise<number> {
  const port = LOWEST + Math.floor(Math.random() * HOW_MANY);
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (attempts > 1 ? freePort(attempts - 1).then(resolve, reject) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

/** Tries until it does not throw; after the time, throws what was thrown last. */
export async function until(what: string, milliseconds: number, attempt: () => Promise<void>): Promise<void> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw new Error(`waited ${milliseconds} ms for ${what}: ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
