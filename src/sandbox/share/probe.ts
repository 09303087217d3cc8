import { get } from 'node:http';
import { isAlive } from './claims.ts';
import type { ServerRecord } from './record.ts';

/** How long one probe waits for an answer, in milliseconds. A runner that is only slow gets a second one. */
const patience = 1500;
/** More than a health answer ever has, in characters. */
const longestAnswer = 10_000;

/** Whether the runner of a record answers, and is the one the record names. */
export async function answers(record: ServerRecord): Promise<boolean> {
  // A dead runner's port may belong to another program by now, which must not see the key.
  if (!isAlive(record.pid)) return false;
  const first = await probe(record);
  return first === 'silent' ? (await probe(record)) === 'present' : first === 'present';
}

function probe({ origin, key, instance }: ServerRecord): Promise<'present' | 'absent' | 'silent'> {
  return new Promise((resolve) => {
    const request = get(`${origin}/sandbox/health`, { headers: { authorization: key }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < longestAnswer) text += chunk;
      });
      response.on('error', () => resolve('absent'));
      response.on('end', () => resolve(names(text, instance) ? 'present' : 'absent'));
    });
    const timer = setTimeout(() => {
      resolve('silent');
      request.destroy();
    }, patience);
    request.on('error', () => resolve('absent'));
    request.on('close', () => clearTimeout(timer));
  });
}

function names(text: string, instance: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && Reflect.get(answer, 'instance') === instance;
  } catch {
    return false;
  }
}
