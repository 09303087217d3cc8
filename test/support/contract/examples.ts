// The reference pages' own samples of requests and responses, in test/fixtures/contract.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Json = Readonly<Record<string, unknown>>;

export interface Example {
  readonly method: string;
  /** With `{placeholders}`. */
  readonly path: string;
  readonly query?: string;
  /** The body with a placeholder for each value, or a body. */
  readonly request: Json;
  /** 200 or 201 unless it says another. */
  readonly status?: number;
  /** The whole answer; undefined where the page shows none. */
  readonly response?: { readonly data: Json };
}

const folder = path.resolve(import.meta.dirname, '../../fixtures/contract');

const namesIn = (subfolder: string): readonly string[] =>
  readdirSync(path.join(folder, subfolder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.join(subfolder, path.basename(file, '.json')));

export const exampleNames: readonly string[] = namesIn('');

/** Samples of the pages about agents, whose answers may be lists. */
export const agentExampleNames: readonly string[] = namesIn('agents');

/** Samples of the page about scenarios. */
export const testingExampleNames: readonly string[] = namesIn('testing');

export function readExample(name: string): Example {
  const { request_shape: shape, ...example } = JSON.parse(
    readFileSync(path.join(folder, `${name}.json`), 'utf8'),
  ) as Example & { readonly request_shape?: Json };
  return { ...example, request: example.request ?? shape ?? {} };
}
