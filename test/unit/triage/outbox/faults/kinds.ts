import type { WriteKind } from '../../../../../src/triage/outbox/outbox.ts';
import { seedAlerts } from '../../../../../src/sandbox/seed/alerts.ts';
import { addComment } from '../../../../../src/triage/outbox/kinds/add-comment.ts';
import { addFlag } from '../../../../../src/triage/outbox/kinds/add-flag.ts';
import { addRelation } from '../../../../../src/triage/outbox/kinds/add-relation.ts';
import { attachAgentNumbers } from '../../../../../src/triage/outbox/kinds/attach-agent-numbers.ts';
import { attachCall } from '../../../../../src/triage/outbox/kinds/attach-call.ts';
import { attachResource } from '../../../../../src/triage/outbox/kinds/attach-resource.ts';
import { bindAlert } from '../../../../../src/triage/outbox/kinds/bind-alert.ts';
import { attachNumbers } from '../../../../../src/triage/outbox/kinds/attach-numbers.ts';
import { createAttachment } from '../../../../../src/triage/outbox/kinds/create-attachment.ts';
import { createCategory } from '../../../../../src/triage/outbox/kinds/create-category.ts';
import { createFlaggedIssue } from '../../../../../src/triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue } from '../../../../../src/triage/outbox/kinds/create-issue.ts';
import { createScenario } from '../../../../../src/triage/outbox/kinds/create-scenario.ts';
import { deleteIssue } from '../../../../../src/triage/outbox/kinds/delete-issue.ts';
import { editFlag } from '../../../../../src/triage/outbox/kinds/edit-flag.ts';
import { detachAgentNumbers } from '../../../../../src/triage/outbox/kinds/detach-agent-numbers.ts';
import { detachNumbers } from '../../../../../src/triage/outbox/kinds/detach-numbers.ts';
import { detachResource } from '../../../../../src/triage/outbox/kinds/detach-resource.ts';
import { promptNorm } from '../../../../../src/triage/outbox/kinds/prompt-norm.ts';
import { removeFlag } from '../../../../../src/triage/outbox/kinds/remove-flag.ts';
import { removeRelation } from '../../../../../src/triage/outbox/kinds/remove-relation.ts';
import { unbindAlert } from '../../../../../src/triage/outbox/kinds/unbind-alert.ts';
import { setNumberPathway } from '../../../../../src/triage/outbox/kinds/set-number-pathway.ts';
import { setNumberSettings } from '../../../../../src/triage/outbox/kinds/set-number-settings.ts';
import { updateIssue } from '../../../../../src/triage/outbox/kinds/update-issue.ts';
import { seedId } from '../../../../../src/sandbox/seed/id.ts';
import { numbersOfAgent } from '../kinds/numbers.ts';
import { writtenScenario } from '../kinds/written-scenario.ts';
import type { Item, Side, World } from './world.ts';

/** A kind of write, as the matrix makes it. */
export interface KindRow<P = never> {
  /** The service it goes to; default triage. */
  readonly side?: Side;
  readonly write: WriteKind<P, unknown, never, never>;
  /** The method of the request that does it. */
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
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

const issues = (world: World): Promise<Item[]> => world.items('/v1/triage/issues');
const relations = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/relations`);
/** An issue that nothing hangs on. */
const madeIssue = async (world: World): Promise<string> =>
  (await world.ask<{ data: Item }>('POST', '/v1/triage/issues', { title: text, severity: 'low', category: 'Bug' })).data
    .id;
const activity = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/activity`);
const alerts = (world: World): Promise<Item[]> => world.items(`/v1/triage/issues/${world.issueId}/alert-bindings`);
const said = async (world: World, kind: string): Promise<number> =>
  (await activity(world)).filter(({ type, detail }) => type === kind && detail === text).length;

interface PersonaBody extends Item {
  readonly inbound_numbers: readonly { readonly phone_number: string; readonly persona_settings: object | null }[];
}
const personas = async (world: World): Promise<PersonaBody[]> =>
  (await world.ask<{ data: PersonaBody[] }>('GET', '/v1/personas')).data;
/** A persona with a number that has settings, one without numbers, and a number that nobody has. */
async function routed(world: World) {
  const all = await personas(world);
  const found = all.flatMap(({ id, inbound_numbers: own }) =>
    own.flatMap(({ phone_number, persona_settings }) => (persona_settings === null ? [] : [{ id, phone_number }])),
  )[0];
  const empty = all.find(({ inbound_numbers: own }) => own.length === 0);
  const body = await world.ask<{ inbound_numbers: { phone_number: string }[] }>('GET', '/v1/inbound');
  const taken = new Set(all.flatMap(({ inbound_numbers: own }) => own.map((one) => one.phone_number)));
  const free = body.inbound_numbers.find((one) => !taken.has(one.phone_number))?.phone_number;
  if (found === undefined || empty === undefined || free === undefined) throw new Error('the seed has no such numbers');
  return { owner: found.id, owned: found.phone_number, free, empty: empty.id };
}
const numberOf = async (world: World, personaId: string, number: string) =>
  (await personas(world))
    .find(({ id }) => id === personaId)
    ?.inbound_numbers.find((one) => one.phone_number === number);
/** An agent with one number in production, one in staging. */
const agent = seedId('agent larkspur');
interface Phone {
  readonly phone_number: string;
  readonly pathway_id?: string;
}
const settings = { pathway_id: 'Übergabe', pathway_version: 7, start_node_id: text };

function row<P, R>(write: WriteKind<P, R, never, never>, rest: Omit<KindRow<P>, 'write'>): KindRow {
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
  row(editFlag, {
    method: 'POST',
    async prepare(world) {
      const { issueId, callId } = world;
      const body = { call_id: callId, type: 'dead_air', note: 'before', message_index: 2, message_text: text };
      const made = await world.ask<{ data: Item }>('POST', `/v1/triage/issues/${issueId}/flags`, body);
      return {
        issueId,
        flagId: made.data.id,
        attach: false,
        verify: false,
        flag: { call_id: callId, type: 'dead_air', message_index: 2, message_text: text, note: text },
      };
    },
    // Twice the new flag is two; the new one with the old one beside it is half of it, which is none.
    async effects(world, { flagId }) {
      const all = await flags(world);
      const made = all.filter(({ note }) => note === text).length;
      return made === 1 && all.some(({ id }) => id === flagId) ? 0 : made;
    },
  }),
  row(attachCall, {
    method: 'PUT',
    prepare: async ({ issueId, unattachedCallId }) => ({ issueId, callId: unattachedCallId }),
    effects: (world) => linksTo(world, world.unattachedCallId),
  }),
  row(attachResource, {
    method: 'POST',
    prepare: async ({ issueId, unattachedCallId }) => ({ issueId, resourceType: 'call', resourceId: unattachedCallId }),
    effects: (world) => linksTo(world, world.unattachedCallId),
  }),
  row(detachResource, {
    method: 'DELETE',
    prepare: async ({ issueId, callId }) => ({ issueId, callId }),
    effects: async (world) => 1 - (await linksTo(world, world.callId)),
  }),
  row(createIssue, {
    method: 'POST',
    prepare: async ({ callId }) => ({
      issue: {
        title: text,
        severity: 'high' as const,
        category: 'My own',
        description: `${text}\n${text}`,
        resource_links: [{ resource_type: 'call' as const, resource_id: callId }],
      },
    }),
    effects: async (world) =>
      (await issues(world)).filter(({ title, resource_count }) => title === text && resource_count === 1).length,
  }),
  row(createFlaggedIssue, {
    method: 'POST',
    prepare: async ({ callId }) => ({
      issue: {
        title: text,
        severity: 'high' as const,
        category: 'My own',
        resource_links: [{ resource_type: 'call' as const, resource_id: callId }],
      },
      flag: { call_id: callId, type: 'dead_air', message_index: 2, message_text: text, note: text },
      verify: false,
    }),
    // Twice the issue or twice the flag is two; an issue without its flag is none.
    async effects(world) {
      const made = (await issues(world)).filter(({ title }) => title === text);
      const counts = await Promise.all(
        made.map(async ({ id }) => (await world.items(`/v1/triage/issues/${id}/flags`)).length),
      );
      return counts.length > 1 ? counts.length : (counts[0] ?? 0);
    },
  }),
  row(updateIssue, {
    method: 'PATCH',
    // As a document is saved: with what it was when it was opened.
    prepare: async (world) => {
      const { issueId } = world;
      const before = (await issues(world)).find(({ id }) => id === issueId);
      const expected = { title: String(before?.['title']) };
      return { issueId, change: { title: text, assignee_id: null }, expected };
    },
    effects: async (world) => (await issues(world)).filter(({ title }) => title === text).length,
  }),
  row(deleteIssue, {
    method: 'DELETE',
    prepare: async (world) => ({ issueId: await madeIssue(world) }),
    effects: async (world, { issueId }) => ((await issues(world)).some(({ id }) => id === issueId) ? 0 : 1),
  }),
  row(addRelation, {
    method: 'POST',
    prepare: async (world) => ({
      issueId: world.issueId,
      relatedIssueId: await madeIssue(world),
      relationType: 'blocks' as const,
    }),
    effects: async (world, { relatedIssueId }) =>
      (await relations(world)).filter((relation) => relation['related_issue_id'] === relatedIssueId).length,
  }),
  row(removeRelation, {
    method: 'DELETE',
    async prepare(world) {
      const body = { related_issue_id: await madeIssue(world), relation_type: 'duplicate_of' };
      const path = `/v1/triage/issues/${world.issueId}/relations`;
      return { issueId: world.issueId, relationId: (await world.ask<{ data: Item }>('POST', path, body)).data.id };
    },
    effects: async (world, { relationId }) => ((await relations(world)).some(({ id }) => id === relationId) ? 0 : 1),
  }),
  row(createCategory, {
    method: 'POST',
    prepare: async () => ({ category: { name: 'Übergabe – “neu”' } }),
    effects: async (world) =>
      (await world.items('/v1/triage/categories')).filter(({ name }) => name === 'Übergabe – “neu”').length,
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
  row(bindAlert, {
    method: 'POST',
    prepare: async ({ issueId }) => ({
      issueId,
      activeAlertId: seedAlerts[0].active_alert_id,
      alertConfigId: seedAlerts[0].alert_config_id,
    }),
    effects: async (world) => (await alerts(world)).length,
  }),
  row(unbindAlert, {
    method: 'DELETE',
    async prepare(world) {
      const { active_alert_id, alert_config_id } = seedAlerts[1];
      const path = `/v1/triage/issues/${world.issueId}/alert-bindings`;
      const made = await world.ask<{ data: Item }>('POST', path, { active_alert_id, alert_config_id });
      return { issueId: world.issueId, bindingId: made.data.id };
    },
    effects: async (world, { bindingId }) => ((await alerts(world)).some(({ id }) => id === bindingId) ? 0 : 1),
  }),
  row(createScenario, {
    method: 'POST',
    prepare: async (world) => writtenScenario(world, text),
    effects: async (world) =>
      (await world.ask<{ data: readonly Item[] }>('GET', '/v1/agent-testing/scenarios')).data.filter(
        ({ name }) => name === text,
      ).length,
  }),
  row(attachNumbers, {
    method: 'POST',
    async prepare(world) {
      const { owner, owned, free, empty } = await routed(world);
      return {
        personaId: empty,
        numbers: [free, owned],
        from: { [owned]: { personaId: owner } },
        settings: { [owned]: settings },
      };
    },
    async effects(world, { personaId, numbers }) {
      const own = await Promise.all(numbers.map((number) => numberOf(world, personaId, number)));
      return own.every((one) => one !== undefined) ? 1 : 0;
    },
  }),
  row(detachNumbers, {
    method: 'POST',
    async prepare(world) {
      const { owner, owned, free } = await routed(world);
      return { personaId: owner, numbers: [owned, free] };
    },
    effects: async (world, { personaId, numbers: [number = ''] }) =>
      (await numberOf(world, personaId, number)) === undefined ? 1 : 0,
  }),
  row(setNumberSettings, {
    method: 'PATCH',
    async prepare(world) {
      const { owner, owned } = await routed(world);
      return { personaId: owner, number: owned, settings };
    },
    async effects(world, { personaId, number }) {
      const stored = (await numberOf(world, personaId, number))?.persona_settings ?? {};
      return 'pathway_version' in stored && stored.pathway_version === settings.pathway_version ? 1 : 0;
    },
  }),
  // In staging, since that has the most that can be lost: a number of a persona, a free one, and one that moves between both.
  row(attachAgentNumbers, {
    method: 'POST',
    async prepare(world) {
      const { owner, owned, free } = await routed(world);
      const numbers = [free, owned, '+14155550112'];
      return { agentId: agent, numbers, environment: 'staging' as const, from: { [owned]: { personaId: owner } } };
    },
    async effects(world, { agentId, numbers }) {
      const own = await numbersOfAgent(world, agentId);
      return numbers.every((number) => own[number] === 'staging') ? 1 : 0;
    },
  }),
  row(detachAgentNumbers, {
    method: 'POST',
    async prepare(world) {
      const { free } = await routed(world);
      return { agentId: agent, numbers: ['+14155550112', '+14155550113', free] };
    },
    effects: async (world, { agentId }) => (Object.keys(await numbersOfAgent(world, agentId)).length === 0 ? 1 : 0),
  }),
  row(setNumberPathway, {
    method: 'POST',
    prepare: async (world) => ({ number: (await routed(world)).free, pathwayId: 'Übergabe' }),
    async effects(world, { number, pathwayId }) {
      const { inbound_numbers: all } = await world.ask<{ inbound_numbers: readonly Phone[] }>('GET', '/v1/inbound');
      return all.filter((one) => one.phone_number === number && one.pathway_id === pathwayId).length;
    },
  }),
  row(createAttachment, {
    side: 'talkdesk',
    method: 'POST',
    async prepare(world) {
      const file = { uri: 'file:///tmp/call.txt', size: 5, modifiedMs: 7 };
      const issue = { owner: 'test', issueId: world.issueId };
      const name = `Übergabe “neu” ${crypto.randomUUID()}.txt`;
      return { requestId: await world.upload('hello'), name, type: 'text/plain', metadata: { text }, file, issue };
    },
    effects: async (world, { requestId, name }) =>
      (await world.ask<{ attachments: Item[] }>('GET', '/sandbox/talkdesk/attachments')).attachments.filter(
        (one) => one['request_id'] === requestId && one['name'] === name,
      ).length,
  }),
];
