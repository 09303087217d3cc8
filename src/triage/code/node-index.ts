import { type CodeFiles, type CodeLimits, codeLimits, type FileState } from './code-files.ts';
import type { CodeFile, CodeNode, Owners } from './code-node.ts';
import { copyRank, defaultCliPathway, type FileKind, folderOf, kindOf } from './file-kinds.ts';
import { type BlandRc, readBlandRc, readCodeFile } from './read-file.ts';
import { UnreadableTree } from './tree.ts';
import { Turns } from './turns.ts';

/** A node and the file that it is in. */
export interface FoundNode {
  readonly file: string;
  readonly node: CodeNode;
  readonly content: CodeFile;
}

/** What was left out of an index. */
export interface LeftOut {
  /** Files beyond the limits. */
  readonly tooLarge: number;
  /** Files that cannot be read, or do not keep to their format. */
  readonly unreadable: number;
}

interface Indexed {
  /** Undefined until it is looked at: most files never are. */
  readonly stamp: string | undefined;
  readonly size: number;
  /** Undefined for a file without nodes. */
  readonly content: CodeFile | undefined;
  readonly blandRc?: BlandRc | undefined;
  readonly problem?: keyof LeftOut;
}

interface Read {
  readonly stamp: string | undefined;
  readonly size: number;
  readonly text: string;
}

/** Kinds that are not read with the others: settings come first, and most YAML files are something else. */
const unread: ReadonlySet<FileKind | undefined> = new Set([undefined, 'blandrc', 'cli-pathway']);

/** Files that are read at once. */
const readsAtOnce = 16;

/** The nodes in the files of a workspace. Nothing of a file's text is kept. */
export class NodeIndex {
  readonly #files: CodeFiles;
  readonly #limits: CodeLimits;
  readonly #turns = new Turns();
  readonly #indexed = new Map<string, Indexed>();
  readonly #byId = new Map<string, Set<string>>();
  /** One reading follows the other. */
  #work: Promise<unknown> = Promise.resolve();
  #listed: Promise<void> | undefined;
  /** Of all files that were read, bytes. */
  #size = 0;
  /** Files that are being read. */
  #reading = 0;

  constructor(files: CodeFiles, limits: CodeLimits = codeLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  /** Resolves once all files were read; lists and reads them with the first call. */
  ready(): Promise<void> {
    return (this.#listed ??= this.refresh());
  }

  /** Lists the files again, and reads those that are new or have changed. */
  refresh(): Promise<void> {
    const refreshed = this.#after(async () => {
      const listed = new Set(await this.#files.list());
      for (const file of this.#indexed.keys()) if (!listed.has(file)) this.#drop(file);
      const kinds = Map.groupBy(listed, kindOf);
      await this.#readAll(kinds.get('blandrc') ?? []);
      const pathways = this.#cliPathways();
      await this.#readAll((kinds.get('cli-pathway') ?? []).filter((file) => pathways.has(file)));
      const others = [...kinds].flatMap(([kind, files]) => (unread.has(kind) ? [] : files));
      // What people edit comes first, should the limits be reached.
      const byRank = Map.groupBy(others, (file) => copyRank(file, false));
      for (const [, files] of [...byRank].toSorted(([a], [b]) => a - b)) await this.#readAll(files);
    });
    this.#listed = refreshed;
    // Whoever asks next lists the files once more.
    refreshed.catch(() => (this.#listed = undefined));
    return refreshed;
  }

  /** Reads files again if they have changed, and forgets those that are gone. */
  update(files: readonly string[]): Promise<void> {
    return this.#after(async () => {
      const settings = files.filter((file) => kindOf(file) === 'blandrc');
      await this.#readAll(settings);
      const pathways = this.#cliPathways();
      const wanted = files.filter((file) => !unread.has(kindOf(file)) || pathways.has(file));
      await this.#readAll([...new Set([...(settings.length > 0 ? pathways : []), ...wanted])]);
    });
  }

  /** Tells whether a file was read, or left out by a limit. */
  has(file: string): boolean {
    return this.#indexed.has(file);
  }

  /** The nodes in a file. */
  nodesIn(file: string): CodeFile | undefined {
    return this.#indexed.get(file)?.content;
  }

  /** The nodes with exactly this ID. */
  withId(id: string): readonly FoundNode[] {
    return [...(this.#byId.get(id) ?? [])].flatMap((file) => this.#nodesOf(file).filter(({ node }) => node.id === id));
  }

  /** All nodes, which are many: for names, of which there is no index. */
  *all(): Generator<FoundNode> {
    for (const file of this.#indexed.keys()) yield* this.#nodesOf(file);
  }

  /** The pathways and agents that a file belongs to: those it names, and those that its folder is set up for. */
  ownersOf(file: string): Owners {
    const own = this.#indexed.get(file)?.content?.owners ?? { pathwayIds: [], agentIds: [] };
    const pathwayIds = [...own.pathwayIds];
    const agentIds = [...own.agentIds];
    for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
      const pathwayId = this.#indexed.get(`${folder}/.blandrc`)?.blandRc?.pathwayId;
      const baseline = this.#indexed.get(`${folder}/.norm/baseline.json`)?.content?.owners;
      if (pathwayId !== undefined) pathwayIds.push(pathwayId);
      pathwayIds.push(...(baseline?.pathwayIds ?? []));
      agentIds.push(...(baseline?.agentIds ?? []));
      if (pathwayId !== undefined || baseline !== undefined) break;
    }
    return { pathwayIds, agentIds };
  }

  get leftOut(): LeftOut {
    const problems = [...this.#indexed.values()].map(({ problem }) => problem);
    const count = (which: keyof LeftOut): number => problems.filter((problem) => problem === which).length;
    return { tooLarge: count('tooLarge'), unreadable: count('unreadable') };
  }

  #nodesOf(file: string): FoundNode[] {
    const content = this.#indexed.get(file)?.content;
    return content === undefined ? [] : content.nodes.map((node) => ({ file, node, content }));
  }

  /** The files that CLI projects keep their pathways in. */
  #cliPathways(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [file, { blandRc }] of this.#indexed) {
      if (blandRc === undefined) continue;
      const named = (blandRc.pathwayFile ?? defaultCliPathway).replace(/^\.\//, '');
      found.add(`${folderOf(file)}/${named}`);
    }
    return found;
  }

  #after(run: () => Promise<void>): Promise<void> {
    const done = this.#work.then(run);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Reads several at once and parses one after the other. */
  async #readAll(files: readonly string[]): Promise<void> {
    const next = files.values();
    let parsing: Promise<void> = Promise.resolve();
    const reader = async (): Promise<void> => {
      for (const file of next) {
        const read = await this.#read(file);
        if (read === undefined) continue;
        parsing = parsing.then(() => this.#parse(file, read));
        await parsing;
      }
    };
    await Promise.all(Array.from({ length: readsAtOnce }, reader));
  }

  /** Reads a file that is new or has changed; undefined when there is nothing to parse. */
  async #read(file: string): Promise<Read | undefined> {
    await this.#turns.pause();
    const known = this.#indexed.get(file);
    const seen = known === undefined ? undefined : await this.#look(file);
    if (known !== undefined && (seen === undefined || seen.stamp === known.stamp)) return undefined;
    const { files, fileSize, totalSize } = this.#limits;
    const room = known === undefined && this.#indexed.size + this.#reading >= files ? 0 : fileSize;
    this.#reading += 1;
    try {
      const { text, size, ...read } = await this.#files.read(file, room);
      const stamp = seen?.stamp ?? read.stamp;
      if (text !== undefined && this.#size - (known?.size ?? 0) + size <= totalSize) {
        // It counts from now on, since others are read meanwhile; what was known of it stays until it is parsed.
        this.#put(file, { stamp, size, content: known?.content, blandRc: known?.blandRc });
        return { stamp, size, text };
      }
      this.#put(file, { stamp, size: 0, content: undefined, problem: 'tooLarge' });
    } catch {
      const { stamp } = (await this.#look(file)) ?? {};
      if (stamp !== undefined) this.#put(file, { stamp, size: 0, content: undefined, problem: 'unreadable' });
    } finally {
      this.#reading -= 1;
    }
    return undefined;
  }

  /** Returns the state of a file. One that is gone is forgotten. */
  async #look(file: string): Promise<FileState | undefined> {
    const seen = await this.#files.look(file).catch(() => undefined);
    if (seen === undefined) this.#drop(file);
    return seen;
  }

  async #parse(file: string, { stamp, size, text }: Read): Promise<void> {
    const kind = kindOf(file);
    try {
      if (kind === 'blandrc') {
        this.#put(file, { stamp, size, content: undefined, blandRc: await this.#turns.run(readBlandRc(text)) });
      } else if (kind !== undefined) {
        this.#put(file, { stamp, size, content: await this.#turns.run(readCodeFile(kind, file, text)) });
      }
    } catch (error) {
      if (!(error instanceof UnreadableTree)) throw error;
      this.#put(file, { stamp, size, content: undefined, problem: 'unreadable' });
    }
  }

  #put(file: string, indexed: Indexed): void {
    this.#drop(file);
    this.#indexed.set(file, indexed);
    this.#size += indexed.size;
    for (const { id } of indexed.content?.nodes ?? []) {
      if (id === null) continue;
      const files = this.#byId.get(id);
      if (files === undefined) this.#byId.set(id, new Set([file]));
      else files.add(file);
    }
  }

  #drop(file: string): void {
    const indexed = this.#indexed.get(file);
    if (indexed === undefined) return;
    this.#indexed.delete(file);
    this.#size -= indexed.size;
    for (const { id } of indexed.content?.nodes ?? []) {
      if (id !== null) this.#byId.get(id)?.delete(file);
    }
  }
}
