import { describe, expect, it } from 'vitest';
import type { BlandApi } from '../../../../../src/api/index.ts';
import { seedAlerts } from '../../../../../src/sandbox/seed/alerts.ts';
import type { WriteKind } from '../../../../../src/triage/outbox/kind.ts';
import { addComment } from '../../../../../src/triage/outbox/kinds/add-comment.ts';
import { addFlag } from '../../../../../src/triage/outbox/kinds/add-flag.ts';
import { addRelation } from '../../../../../src/triage/outbox/kinds/add-relation.ts';
import { attachAgentNumbers } from '../../../../../src/triage/outbox/kinds/attach-agent-numbers.ts';
import { attachCall } from '../../../../../src/triage/outbox/kinds/attach-call.ts';
import { attachNumbers } from '../../../../../src/triage/outbox/kinds/attach-numbers.ts';
import { attachResource } from '../../../../../src/triage/outbox/kinds/attach-resource.ts';
import { bindAlert } from '../../../../../src/triage/outbox/kinds/bind-alert.ts';
import { createCategory } from '../../../../../src/triage/outbox/kinds/create-category.ts';
import { createFlaggedIssue } from '../../../../../src/triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue } from '../../../../../src/triage/outbox/kinds/create-issue.ts';
import { createScenario } from '../../../../../src/triage/outbox/kinds/create-scenario.ts';
import { deleteIssue } from '../../../../../src/triage/outbox/kinds/delete-issue.ts';
import { detachAgentNumbers } from '../../../../../src/triage/outbox/kinds/detach-agent-numbers.ts';
import { detachNumbers } from '../../../../../src/triage/outbox/kinds/detach-numbers.ts';
import { detachResource } from '../../../../../src/triage/outbox/kinds/detach-resource.ts';
import { editFlag } from '../../../../../src/triage/outbox/kinds/edit-flag.ts';
import { writeKinds } from '../../../../../src/triage/outbox/kinds/index.ts';
import { promptNorm } from '../../../../../src/triage/outbox/kinds/prompt-norm.ts';
import { removeFlag } from '../../../../../src/triage/outbox/kinds/remove-flag.ts';
import { removeRelation } from '../../../../../src/triage/outbox/kinds/remove-relation.ts';
import { setNumberPathway } from '../../../../../src/triage/outbox/kinds/set-number-pathway.ts';
import { setNumberSettings } from '../../../../../src/triage/outbox/kinds/set-number-settings.ts';
import { unbindAlert } from '../../../../../src/triage/outbox/kinds/unbind-alert.ts';
import { updateIssue } from '../../../../../src/triage/outbox/kinds/update-issue.ts';
import { bound, routed } from './numbers.ts';
import { type Item, takeSteps, usePlace } from './setup.ts';
import { writtenScenario } from './written-scenario.ts';

const place = usePlace();
const text = 'Übertrag ohne Prüfung – “verbatim” {"v":1} 🙃';
const on = (path: string): string => `/v1/triage/issues/${place.issueId}/${path}`;
const made = async (path: string, body: object): Promise<string> =>
  (await place.ask<{ data: Item }>('POST', path, body)).data.id;
const issue = { title: text, severity: 'high' as const, category: 'My own', description: `${text}\r\n\r\n${text}` };
const flag = () => ({ call_id: place.callId, type: 'Dead Air', message_index: 2, note: text });
const settings = { pathway_id: 'p', pathway_version: 7, start_node_id: 'n' };

interface Row {
  readonly write: WriteKind<unknown, unknown, BlandApi, never>;
  readonly payload: () => Promise<unknown>;
  /** How many requests it takes, with those that only read. */
  readonly steps: number;
  /** How many of these a look recognises; all of them unless it says so. */
  readonly recognised?: number;
}

function row<P, R>(
  write: WriteKind<P, R>,
  payload: () => Promise<P>,
  rest: Omit<Row, 'write' | 'payload'> = { steps: 1 },
): Row {
  return { write, payload, ...rest };
}

const rows: readonly Row[] = [
  row(addFlag, async () => ({ issueId: place.issueId, flag: flag(), attach: false, verify: false })),
  row(
    addFlag,
    async () => {
      const loose = { call_id: place.unattachedCallId, type: 'dead_air', message_index: 1 };
      return { issueId: place.issueId, flag: loose, attach: true, verify: true };
    },
    { steps: 2 },
  ),
  row(removeFlag, async () => ({ issueId: place.issueId, flagId: await made(on('flags'), flag()) })),
  row(
    editFlag,
    async () => {
      const flagId = await made(on('flags'), flag());
      return { issueId: place.issueId, flagId, flag: { ...flag(), note: 'After.' }, attach: false, verify: false };
    },
    { steps: 2 },
  ),
  row(attachCall, async () => ({ issueId: place.issueId, callId: place.unattachedCallId })),
  row(attachResource, async () => ({
    issueId: place.issueId,
    resourceType: 'call',
    resourceId: place.unattachedCallId,
  })),
  row(detachResource, async () => ({ issueId: place.issueId, callId: place.callId })),
  row(detachResource, async () => {
    const [link] = await place.items(on('resources'));
    return { issueId: place.issueId, linkId: link?.id ?? '' };
  }),
  row(createIssue, async () => ({ issue })),
  row(createScenario, async () => writtenScenario(place, text)),
  row(
    createFlaggedIssue,
    async () => {
      const resource_links = [{ resource_type: 'call' as const, resource_id: place.callId }];
      return { issue: { ...issue, resource_links }, flag: flag(), verify: true };
    },
    { steps: 2 },
  ),
  row(updateIssue, async () => ({
    issueId: place.issueId,
    change: { title: text, status: 'done' as const, assignee_id: null },
  })),
  row(deleteIssue, async () => ({ issueId: await made('/v1/triage/issues', issue) })),
  row(addRelation, async () => {
    const relatedIssueId = await made('/v1/triage/issues', issue);
    return { issueId: place.issueId, relatedIssueId, relationType: 'blocks' };
  }),
  row(removeRelation, async () => {
    const body = { related_issue_id: await made('/v1/triage/issues', issue), relation_type: 'duplicate_of' };
    return { issueId: place.issueId, relationId: await made(on('relations'), body) };
  }),
  row(createCategory, async () => ({ category: { name: 'Übergabe – “neu”' } })),
  row(addComment, async () => ({ issueId: place.issueId, detail: text })),
  // A session shows nowhere before it has a prompt.
  row(promptNorm, async () => ({ issueId: place.issueId, detail: `/verify ${text}` }), { steps: 2, recognised: 1 }),
  row(bindAlert, async () => {
    const { active_alert_id: activeAlertId, alert_config_id: alertConfigId } = seedAlerts[0];
    return { issueId: place.issueId, activeAlertId, alertConfigId };
  }),
  row(unbindAlert, async () => {
    const { active_alert_id, alert_config_id } = seedAlerts[1];
    return {
      issueId: place.issueId,
      bindingId: await made(on('alert-bindings'), { active_alert_id, alert_config_id }),
    };
  }),
  row(
    attachNumbers,
    async () => {
      const { owner, owned, free, empty } = await routed(place);
      const own = { [owned]: settings, [free]: { ...settings, pathway_version: 8 } };
      return { personaId: empty, numbers: [free, owned], from: { [owned]: { personaId: owner } }, settings: own };
    },
    { steps: 4 },
  ),
  row(
    detachNumbers,
    async () => {
      const { owner, owned, free } = await routed(place);
      return { personaId: owner, numbers: [owned, free] };
    },
    { steps: 2 },
  ),
  row(
    attachAgentNumbers,
    async () => {
      const { owner, owned, free } = await routed(place);
      const { agent, production, other } = await bound(place);
      const from = { [owned]: { personaId: owner }, [production]: { agentId: agent } };
      return { agentId: other, numbers: [free, owned, production], from };
    },
    { steps: 2 },
  ),
  row(
    detachAgentNumbers,
    async () => {
      const { free } = await routed(place);
      const { agent, production, staging } = await bound(place);
      return { agentId: agent, numbers: [production, staging, free] };
    },
    { steps: 2 },
  ),
  row(setNumberPathway, async () => ({ number: (await routed(place)).free, pathwayId: 'p' })),
  row(
    setNumberSettings,
    async () => {
      const { owner, owned } = await routed(place);
      return { personaId: owner, number: owned, settings };
    },
    { steps: 2 },
  ),
];

describe('each step of a write sends one request at most, and is recognised when its answer is lost', () => {
  it.each(rows)('$write.name, $steps steps', async ({ write, payload, steps, recognised = steps }) => {
    const taken = await takeSteps(place, place.api, write, await payload());
    expect(taken).toMatchObject({ steps, recognised });
    expect(taken.result).toBeTypeOf('object');
  });

  it('of every kind', () => {
    expect(new Set(rows.map(({ write }) => write.name))).toEqual(new Set(writeKinds.keys()));
  });
});
