import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { provisionChromium } from '../../support/provision.mjs';
import { bundlePage, type Bundle } from './bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    bundle: Bundle;
    browserEndpoint: string;
  }
}

/** Builds the page and starts the browser, once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('bundle', await bundlePage(project.config.root));
  const server = await chromium.launchServer({
    executablePath: await provisionChromium((line) => console.log(`provision: ${line}`)),
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
