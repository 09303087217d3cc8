import type { TestProject } from 'vitest/node';
import { provisionChromium } from '../../support/provision.mjs';
import { bundlePage, type Bundle } from './bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    bundle: Bundle;
    /** The browser program. */
    chromium: string;
  }
}

/** Builds the pages and finds the browser, once for all test files. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('bundle', await bundlePage(project.config.root));
  project.provide('chromium', await provisionChromium((line) => console.log(`provision: ${line}`)));
}
