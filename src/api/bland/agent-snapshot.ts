import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** A node of an agent's flow. Its id is unique in that flow alone. */
interface AgentNode {
  readonly id: string;
  /** `scenario`, `complex-scenario`, `prompt`, `end-call` and many more. */
  readonly type: string;
  readonly data: {
    readonly name: string | null;
    /** What a scenario does. */
    readonly rule: string | null;
    /** What a step says or does. */
    readonly prompt: string | null;
    readonly entry: { readonly description: string | null } | null;
    readonly settings: { readonly advanced: NodeSwitches | null } | null;
    /** The steps inside of a container. */
    readonly flow: AgentFlow | null;
  } | null;
}

/** The nodes of a flow, without what leads from one to another. */
interface AgentFlow {
  readonly nodes: readonly AgentNode[];
}

/** What a node keeps out of the recording and the transcript. */
type NodeSwitches = z.output<typeof switchesSchema>;

const switchesSchema = z.object({ disableRecording: read.boolean, disableLogging: read.boolean });

/** Flows nest at most this deep; what is deeper is not read. */
const deepest = 10;

const nodeSchema = (depth: number): z.ZodMiniType<AgentNode> =>
  z.object({
    id: read.required,
    type: read.textOrEmpty,
    data: read.orNull(
      z.object({
        name: read.text,
        rule: read.text,
        prompt: read.text,
        entry: read.orNull(z.object({ description: read.text })),
        settings: read.orNull(z.object({ advanced: read.orNull(switchesSchema) })),
        flow: depth === 0 ? read.orElse(z.null(), null) : read.orNull(flowSchema(depth - 1)),
      }),
    ),
  });

const flowSchema = (depth: number): z.ZodMiniType<AgentFlow> => z.object({ nodes: read.listOf(nodeSchema(depth)) });

/** A version's content, as far as it can be shown. */
export const snapshotSchema = read.orNull(
  z.object({
    behavior: read.orNull(flowSchema(deepest)),
    settings: read.orNull(z.object({ displayName: read.text, systemPrompt: read.text })),
  }),
);
