import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { bundlePage, type Bundle } from './bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    bundle: Bundle;
    browserEndpoint: string;
  }
}

const candidates = [
  process.env['CHROME_PATH'],
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium that is there: CHROME_PATH, the usual places, or the one Playwright downloaded. */
function chromiumPath(): string {
  const found = [...candidates, chromium.executablePath()].find((path) => path !== undefined && existsSync(path));
  if (found === undefined)
    throw new Error('No Chromium found: set CHROME_PATH, or run `npx playwright-core install chromium`.');
  return found;
}

/** Builds the page and starts the browser, once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('bundle', await bundlePage(project.config.root));
  const server = await chromium.launchServer({
    executablePath: chromiumPath(),
    host: '127.0.0.1',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  project.provide('browserEndpoint', server.wsEndpoint());
  return () => server.close();
}
