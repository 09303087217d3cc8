import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { numberedFiles, readIfThere, writeAtomically } from './files.ts';
import { stateSchema, type State } from './schema.ts';

const prefix = 'state-';
const suffix = '.json';

/** What was found in a folder. */
export interface FoundState {
  /** The newest state that can be read; undefined when there is none. */
  readonly state: State | undefined;
  /** The names under which files that could not be read were set aside. */
  readonly setAside: readonly string[];
}

/**
 * The state of one term of office, `state-<term>.json`. Each runner writes a file of its own, numbered higher than all
 * before it: a late write of a predecessor then can't replace what its successor saved.
 */
export class StateFile {
  readonly #directory: string;
  readonly #term: number;
  #predecessorsRemoved = false;

  constructor(directory: string, term: number) {
    this.#directory = directory;
    this.#term = term;
  }

  async write(state: State): Promise<void> {
    await writeAtomically(stateFilePath(this.#directory, this.#term), JSON.stringify(state));
    if (this.#predecessorsRemoved) return;
    this.#predecessorsRemoved = true;
    for (const term of await numberedFiles(this.#directory, prefix, suffix)) {
      if (term < this.#term) await rm(stateFilePath(this.#directory, term), { force: true });
    }
  }
}

/** The highest term that left a state in the folder; 0 when none did. */
export async function lastStateTerm(directory: string): Promise<number> {
  return (await numberedFiles(directory, prefix, suffix))[0] ?? 0;
}

/**
 * The newest state in the folder. A file that can't be read is renamed to `<name>.broken-<time>` and the one before
 * it is tried.
 */
export async function readNewestState(directory: string): Promise<FoundState> {
  const setAside: string[] = [];
  for (const term of await numberedFiles(directory, prefix, suffix)) {
    const file = stateFilePath(directory, term);
    const text = await readIfThere(file);
    if (text === undefined) continue;
    const state = parseState(text);
    if (state !== undefined) return { state, setAside };
    const broken = `${file}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
    await rename(file, broken);
    setAside.push(path.basename(broken));
  }
  return { state: undefined, setAside };
}

function parseState(text: string): State | undefined {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const stateFilePath = (directory: string, term: number): string => path.join(directory, `${prefix}${term}${suffix}`);
