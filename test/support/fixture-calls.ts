import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A call in the shapes of the service: Call Details, and Corrected Transcript. */
export interface FixtureCall {
  readonly details: {
    readonly call_id: string;
    readonly transcripts: readonly { readonly id: number; readonly user: string; readonly text: string }[];
    readonly pathway_logs?: readonly object[];
  };
  readonly corrected: { readonly corrected: readonly { readonly text: string }[] };
}

export const fixtureCallsFolder = path.resolve(import.meta.dirname, '../fixtures/calls');

/** The calls of test/fixtures/calls by the names of their files. */
export const fixtureCalls: readonly (readonly [name: string, call: FixtureCall])[] = readdirSync(
  fixtureCallsFolder,
).map((file) => [file, JSON.parse(readFileSync(path.join(fixtureCallsFolder, file), 'utf8')) as FixtureCall]);
