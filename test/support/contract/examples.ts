// The reference pages' own samples of requests and responses, in test/fixtures/contract.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Json = Readonly<Record<string, unknown>>;

export interface Example {
  readonly method: string;
  /** With `{placeholders}`. */
  readonly path: string;
  /** The body with a placeholder for each value, or a body. */
  readonly request: Json;
  /** The whole answer; undefined where the page shows none. */
  readonly response?: { readonly data: Json };
}

const folder = path.resolve(import.meta.dirname, '../../fixtures/contract');

export const exampleNames: readonly string[] = readdirSync(folder).map((file) => path.basename(file, '.json'));

export function readExample(name: string): Example {
  const { request_shape: shape, ...example } = JSON.parse(
    readFileSync(path.join(folder, `${name}.json`), 'utf8'),
  ) as Example & { readonly request_shape?: Json };
  return { ...example, request: example.request ?? shape ?? {} };
}
