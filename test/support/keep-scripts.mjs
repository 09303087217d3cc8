// @ts-check
// For bundles of test code: scripts that Node can run as they are stay files of their own, since they know places by where they lie.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** @type {import('esbuild').Plugin} */
export const keepScripts = {
  name: 'keep scripts',
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, ({ path: relative, resolveDir }) => ({
      path: pathToFileURL(path.resolve(resolveDir, relative)).href,
      external: true,
    }));
  },
};
