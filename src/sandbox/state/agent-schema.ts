/** Agents and their versions, as the sandbox stores them. */
import * as z from 'zod/mini';

const text = z.string();
const maybeText = z.nullable(text);

/** An agent without its numbers, which are in `phones` under its persona. */
export const agent = z.object({
  id: text,
  name: text,
  /** Null when an organisation's key made it. */
  created_by: maybeText,
  created_at: text,
  updated_at: text,
  source_pathway_id: maybeText,
  migrated_at: maybeText,
  color: maybeText,
  /** The persona that carries its numbers: made by the first attach, kept for ever after. */
  persona_id: maybeText,
  /** Ids of the published versions. */
  production: maybeText,
  staging: maybeText,
  /** Open branches, and the version that each was cut from. */
  branches: z.array(z.object({ id: text, cut_from: text })),
});

/** A node of a snapshot. Containers have a flow of their own in `data`. */
export interface SnapshotNode {
  readonly id: string;
  readonly type: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly data: Readonly<Record<string, unknown>> & { readonly flow?: Flow | undefined };
}

interface Flow {
  readonly nodes: readonly SnapshotNode[];
  readonly edges: readonly unknown[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Snapshot {
  readonly behavior: Flow;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly contact: { readonly inboundNumbers: readonly string[] | string };
  readonly knowledge?: { readonly kbIds: readonly string[] };
}

const snapshot = z.custom<Snapshot>(
  (value) => isObject(value) && isObject(value['behavior']) && Array.isArray(value['behavior']['nodes']),
  'must be a snapshot',
);

export const agentVersion = z.object({
  id: text,
  agent_id: text,
  /** Null on the timeline of dev. */
  branch_id: maybeText,
  name: maybeText,
  created_via: z.enum(['manual', 'autosave']),
  /** Autosaves rewrite a row in place. */
  revision: z.int(),
  created_by: maybeText,
  created_at: text,
  /** Minted by the first publish. */
  semver: maybeText,
  snapshot,
});

export type Agent = z.infer<typeof agent>;
export type AgentVersion = z.infer<typeof agentVersion>;
