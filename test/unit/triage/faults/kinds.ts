import type { WriteKind } from '../../../../src/triage/outbox.ts';
import { addComment } from '../../../../src/triage/writes/add-comment.ts';
import { addFlag } from '../../../../src/triage/writes/add-flag.ts';
import { attachCall } from '../../../../src/triage/writes/attach-call.ts';
import { attachResource } from '../../../../src/triage/writes/attach-resource.ts';
import { detachResource } from '../../../../src/triage/writes/detach-resource.ts';
import { promptNorm } from '../../../../src/triage/writes/prompt-norm.ts';
import { removeFlag } from '../../../../src/triage/writes/remove-flag.ts';
import type { Item, World } from './world.ts';

/** A kind of write, as the matrix makes it. */
export interface KindRow<P = never> {
  readonly write: WriteKind<P, unknown>;
  /** The method of the request that does it. */
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Makes the write's payload, and what it needs on the server. */
  prepare(world: World): Promise<P>;
  /** How often the server has done it. */
  effects(world: World, payload: P): Promise<number>;
}

const text = 'Übertrag ohne Prüfung – “verbatim” \u2028 {"v":1} 🙃';

const flags = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/flags`);
const links = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/resources`);
const linksTo = async (world: World, id: string): Promise<number> =>
  (await links(world)).filter((link) => link['resource_id'] === id).length;

const activity = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/activity`);
const said = async (world: World, kind: string): Promise<number> =>
  (await activity(world)).filter(({ type, detail }) => type === kind && detail === text).length;

function row<P, R>(write: WriteKind<P, R>, rest: Omit<KindRow<P>, 'write'>): KindRow {
  return { write, ...rest } as KindRow;
}

/** Every kind of write, one row each. */
export const kindRows: readonly KindRow[] = [
  row(addFlag, {
    method: 'POST',
    prepare: async ({ issueId, callId }) => ({
      issueId,
      attach: false,
      verify: false,
      flag: { call_id: callId, type: 'dead_air', message_index: 2, message_text: text, note: text },
    }),
    effects: async (world) =>
      (await flags(world)).filter(({ note, message_text }) => note === text && message_text === text).length,
  }),
  row(removeFlag, {
    method: 'DELETE',
    async prepare(world) {
      const { issueId, callId } = world;
      const body = { call_id: callId, type: 'dead_air', note: text };
      const made = await world.ask<{ data: Item }>('POST', `/v1/triage/issues/${issueId}/flags`, body);
      return { issueId, flagId: made.data.id };
    },
    effects: async (world, { flagId }) => ((await flags(world)).some(({ id }) => id === flagId) ? 0 : 1),
  }),
  row(attachCall, {
    method: 'PUT',
    prepare: async ({ issueId, looseCallId }) => ({ issueId, callId: looseCallId }),
    effects: (world) => linksTo(world, world.looseCallId),
  }),
  row(attachResource, {
    method: 'POST',
    prepare: async ({ issueId, looseCallId }) => ({ issueId, resourceType: 'call', resourceId: looseCallId }),
    effects: (world) => linksTo(world, world.looseCallId),
  }),
  row(detachResource, {
    method: 'DELETE',
    prepare: async ({ issueId, callId }) => ({ issueId, callId }),
    effects: async (world) => 1 - (await linksTo(world, world.callId)),
  }),
  row(addComment, {
    method: 'POST',
    prepare: async ({ issueId }) => ({ issueId, detail: text }),
    effects: (world) => said(world, 'comment'),
  }),
  row(promptNorm, {
    method: 'POST',
    async prepare(world) {
      const { issueId } = world;
      const made = await world.ask<{ data: Item }>('POST', `/v1/triage/issues/${issueId}/agent-sessions`, {});
      return { issueId, sessionId: made.data.id, detail: `/verify ${text}` };
    },
    effects: (world) => said(world, 'prompt'),
  }),
];
