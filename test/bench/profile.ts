import { mkdir, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** The bench that is profiled now. */
let profiled: string | undefined;

async function save(name: string, profile: object): Promise<void> {
  const file = path.resolve('test', 'results', `${name}.cpuprofile`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(profile));
  console.log(`profile: ${path.relative(process.cwd(), file)}`);
}

/** Profiles this program while a bench runs, and the pages that the bench gives to `profilePage`. */
export async function profileProgram<T>(name: string, measure: () => Promise<T>): Promise<T> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  profiled = name;
  const result = await measure();
  profiled = undefined;
  await save(name, (await session.post('Profiler.stop')).profile);
  session.disconnect();
  return result;
}

/** Where extension hosts write their profiles, when the bench is profiled. */
export const hostProfile = (): string | undefined =>
  profiled === undefined ? undefined : path.resolve('test', 'results', `${profiled}-host.cpuprofile`);

/** Profiles a page while something is done in it, when the bench is profiled. */
export async function profilePage<T>(page: Page, work: () => Promise<T>): Promise<T> {
  if (profiled === undefined) return work();
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const result = await work();
  await save(`${profiled}-page`, (await session.send('Profiler.stop')).profile);
  await session.detach();
  return result;
}
