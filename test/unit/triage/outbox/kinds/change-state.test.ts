// Where changes stand: what is done, what is to be sent, and what somebody else has changed, so that a person decides.
import { describe, expect, it } from 'vitest';
import { ConflictError, NotFoundError } from '../../../../../src/api/errors.ts';
import { seedAlerts } from '../../../../../src/sandbox/seed/alerts.ts';
import { AttachmentUnclearError } from '../../../../../src/triage/attachments/errors.ts';
import { ChangedMeanwhileError, DoubtError } from '../../../../../src/triage/outbox/errors.ts';
import { EditConflictError } from '../../../../../src/triage/issues/errors.ts';
import { MessageNotFoundError } from '../../../../../src/triage/transcript/errors.ts';
import { NumbersTakenError } from '../../../../../src/triage/numbers/errors.ts';
import { OldFlagStaysError } from '../../../../../src/triage/flags/errors.ts';
import type { Change } from '../../../../../src/triage/outbox/kind.ts';
import { addRelation } from '../../../../../src/triage/outbox/kinds/add-relation.ts';
import { attachNumbers } from '../../../../../src/triage/outbox/kinds/attach-numbers.ts';
import { attachResource } from '../../../../../src/triage/outbox/kinds/attach-resource.ts';
import { bindAlert } from '../../../../../src/triage/outbox/kinds/bind-alert.ts';
import { createAttachment } from '../../../../../src/triage/outbox/kinds/create-attachment.ts';
import { createCategory } from '../../../../../src/triage/outbox/kinds/create-category.ts';
import { createFlaggedIssue } from '../../../../../src/triage/outbox/kinds/create-flagged-issue.ts';
import { deleteIssue } from '../../../../../src/triage/outbox/kinds/delete-issue.ts';
import { detachNumbers } from '../../../../../src/triage/outbox/kinds/detach-numbers.ts';
import { detachResource } from '../../../../../src/triage/outbox/kinds/detach-resource.ts';
import { editFlag, type EditFlagPayload } from '../../../../../src/triage/outbox/kinds/edit-flag.ts';
import { promptNorm } from '../../../../../src/triage/outbox/kinds/prompt-norm.ts';
import { removeFlag } from '../../../../../src/triage/outbox/kinds/remove-flag.ts';
import { removeRelation } from '../../../../../src/triage/outbox/kinds/remove-relation.ts';
import { setNumberSettings } from '../../../../../src/triage/outbox/kinds/set-number-settings.ts';
import { unbindAlert } from '../../../../../src/triage/outbox/kinds/unbind-alert.ts';
import { updateIssue } from '../../../../../src/triage/outbox/kinds/update-issue.ts';
import { routed } from './numbers.ts';
import {
  baseline,
  change,
  creation,
  eachItem,
  elsewhere,
  endless,
  type Item,
  signal,
  target,
  usePlace,
} from './setup.ts';

const place = usePlace();
const on = (path: string): string => `/v1/triage/issues/${place.issueId}/${path}`;
const made = async (path: string, body: object): Promise<string> => (await place.ask('POST', path, body)).data.id;
const madeIssue = (): Promise<string> =>
  made('/v1/triage/issues', { title: 'Made', description: 'One.', severity: 'low', category: 'Bug' });
const refuse = (method: string, status: number): Promise<unknown> =>
  place.ask('POST', '/sandbox/faults', {
    match: { method, path: '^/v1/triage/' },
    times: 1,
    fault: { kind: 'status', status, body: { data: null, errors: [{ error: 'no', message: 'No.' }] } },
  });

describe('a change of an issue', () => {
  const patch = (issueId: string, body: object): Promise<unknown> =>
    place.ask('PATCH', `/v1/triage/issues/${issueId}`, body);
  const stands = async (payload: Parameters<typeof updateIssue.nextStep>[0], before: unknown = null) =>
    change(updateIssue, payload).look(place.api, before, signal);

  it('is sent over what a person saw, and over what is read where nobody saw anything', async () => {
    const issueId = await madeIssue();
    const payload = { issueId, change: { status: 'done' } } as const;
    expect(baseline(await stands({ ...payload, expected: { status: 'todo' } }))).toEqual({ status: 'todo' });
    expect(baseline(await stands(payload))).toEqual({ status: 'todo' });
  });

  it.each(['title', 'description', 'status', 'severity', 'category', 'owner_id', 'assignee_id'] as const)(
    'is not sent over a %s that somebody else has changed',
    async (field) => {
      const issueId = await madeIssue();
      const { org_id: organisation } = await place.api.issues.get(issueId, { signal });
      const { items } = await place.api.members.list(organisation ?? '', { signal });
      const members = items.map((member) => member.user_id);
      const values = {
        title: ['Made', 'Theirs', 'Mine'],
        description: ['One.', 'Theirs.', 'Mine.'],
        status: ['todo', 'in_review', 'done'],
        severity: ['low', 'critical', 'high'],
        category: ['Bug', 'Tools', 'Speech'],
        owner_id: [null, members[0], members[1]],
        assignee_id: [null, members[0], members[1]],
      };
      const [seen, theirs, mine] = values[field];
      const payload = { issueId, change: { [field]: mine }, expected: { [field]: seen } };
      const before = baseline(await stands(payload));
      await patch(issueId, { [field]: theirs });
      for (const known of [null, before]) {
        const error = elsewhere(await stands(payload, known));
        expect(error).toBeInstanceOf(EditConflictError);
        expect(error).toMatchObject({ fields: [field] });
      }
      await patch(issueId, { [field]: mine });
      expect(target(await stands(payload, before))).toMatchObject({ result: { [field]: mine } });
    },
  );

  it('says what a person saw also where the service has a value that cannot be sent', async () => {
    const issueId = await madeIssue();
    place.alter = (body) => ({ ...body, data: { ...(body['data'] as Item), status: 'triaged' } });
    const payload = { issueId, change: { status: 'done' } } as const;
    const before = baseline(await stands({ ...payload, expected: { status: 'triaged' } }));
    expect(updateIssue.schema.safeParse({ ...payload, expected: { status: 'triaged' } }).success).toBe(true);
    expect(before).toEqual({ status: 'triaged' });
    place.alter = undefined;
    expect(elsewhere(await stands(payload, before))).toBeInstanceOf(EditConflictError);
  });

  it('is done where the service has normalised the text, and open where only the signs are to change', async () => {
    const issueId = await madeIssue();
    const payload = { issueId, change: { description: 'Two;\r\n“three”' }, expected: { description: 'One.' } };
    await patch(issueId, { description: 'Two\n"three"' });
    target(await stands(payload));
    await patch(issueId, { description: 'One.' });
    baseline(await stands({ issueId, change: { description: 'One!' }, expected: { description: 'One.' } }));
  });

  it('is not made again when half of it was changed back', async () => {
    const issueId = await madeIssue();
    const payload = { issueId, change: { title: 'Mine', status: 'done' } } as const;
    const before = baseline(await stands(payload));
    await change(updateIssue, payload).send(place.api, before, signal);
    await patch(issueId, { title: 'Made' });
    expect(elsewhere(await stands(payload, before))).toMatchObject({ fields: ['title'] });
  });
});

describe('a link to an issue', () => {
  it('that exists before it is made says so, and one that is found after an attempt does not', async () => {
    const payload = { issueId: place.issueId, relatedIssueId: await madeIssue(), relationType: 'blocks' } as const;
    const step = change(addRelation, payload);
    const before = baseline(await step.look(place.api, null, signal));
    await step.send(place.api, before, signal);
    expect(target(await step.look(place.api, before, signal))).toMatchObject({ result: { existed: false } });
    expect(target(await step.look(place.api, null, signal))).toMatchObject({ result: { existed: true } });
    baseline(await change(addRelation, { ...payload, relationType: 'duplicate_of' }).look(place.api, null, signal));
  });

  it('may be what cannot be read since, not what could not be read before', async () => {
    const first = await made(on('relations'), { related_issue_id: await madeIssue(), relation_type: 'related_to' });
    const payload = { issueId: place.issueId, relatedIssueId: await madeIssue(), relationType: 'blocks' } as const;
    const step = change(addRelation, payload);
    place.alter = eachItem((item) => (item.id === first ? { id: first } : item));
    const before = baseline(await step.look(place.api, null, signal));
    expect(baseline(await step.look(place.api, before, signal))).toEqual(before);
    await step.send(place.api, before, signal);
    place.alter = eachItem(({ id }) => ({ id }));
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(DoubtError);
    place.alter = endless();
    const other = change(addRelation, { ...payload, relationType: 'duplicate_of' });
    expect(elsewhere(await other.look(place.api, before, signal))).toBeInstanceOf(DoubtError);
  });
});

describe('an alert', () => {
  const { active_alert_id: activeAlertId, alert_config_id: alertConfigId } = seedAlerts[0];
  const step = () => change(bindAlert, { issueId: place.issueId, activeAlertId, alertConfigId });

  it('that is bound already is not bound again, and one that is found after an attempt was not', async () => {
    const before = baseline(await step().look(place.api, null, signal));
    await step().send(place.api, before, signal);
    expect(target(await step().look(place.api, before, signal))).toMatchObject({ result: { existed: false } });
    expect(target(await step().look(place.api, null, signal))).toMatchObject({ result: { existed: true } });
  });

  it('is none where the account has no bindings: the service says what that means', async () => {
    await refuse('GET', 409);
    const before = baseline(await step().look(place.api, null, signal));
    await refuse('POST', 409);
    await expect(step().send(place.api, before, signal)).rejects.toThrow(ConflictError);
  });
});

describe('a removal', () => {
  type Removal = Pick<Change<unknown, unknown>, 'isCheckedFirst' | 'look' | 'send'>;
  const removals: Readonly<Record<string, () => Promise<Removal>>> = {
    flag: async () => {
      const flagId = await made(on('flags'), { call_id: place.callId, type: 'a', message_index: 1 });
      return change(removeFlag, { issueId: place.issueId, flagId });
    },
    relation: async () => {
      const body = { related_issue_id: await madeIssue(), relation_type: 'blocks' };
      return change(removeRelation, { issueId: place.issueId, relationId: await made(on('relations'), body) });
    },
    alert: async () => {
      const { active_alert_id, alert_config_id } = seedAlerts[0];
      const bindingId = await made(on('alert-bindings'), { active_alert_id, alert_config_id });
      return change(unbindAlert, { issueId: place.issueId, bindingId });
    },
    resource: async () => {
      const linkId = await made(on('resources'), { resource_type: 'call', resource_id: place.unattachedCallId });
      return change(detachResource, { issueId: place.issueId, linkId });
    },
  };

  it.each(Object.entries(removals))('of a %s is done once it is gone for certain', async (_what, prepare) => {
    const step = await prepare();
    expect(step.isCheckedFirst).toBe(false);
    baseline(await step.look(place.api, null, signal));
    place.alter = eachItem(({ id }) => ({ id }));
    baseline(await step.look(place.api, null, signal));
    place.alter = eachItem(() => ({}));
    expect(elsewhere(await step.look(place.api, null, signal))).toBeInstanceOf(DoubtError);
    place.alter = undefined;
    await step.send(place.api, null, signal);
    target(await step.look(place.api, null, signal));
    await expect(step.send(place.api, null, signal)).rejects.toThrow(NotFoundError);
    await place.ask('DELETE', `/v1/triage/issues/${place.issueId}`);
    target(await step.look(place.api, null, signal));
  });

  it('of an issue is done once there is none', async () => {
    const step = change(deleteIssue, { issueId: await madeIssue() });
    baseline(await step.look(place.api, null, signal));
    await step.send(place.api, null, signal);
    target(await step.look(place.api, null, signal));
  });
});

describe('a call that is taken off an issue', () => {
  const link = async (): Promise<Item | undefined> =>
    (await place.items(on('resources'))).find((one) => one['resource_id'] === place.callId);
  const step = () => change(detachResource, { issueId: place.issueId, callId: place.callId });

  it('is detached by the call at first, and by the link that was seen when that is repeated', async () => {
    const linkId = (await link())?.id;
    const before = baseline(await step().look(place.api, null, signal));
    const again = baseline(await step().look(place.api, before, signal));
    await step().send(place.api, before, signal);
    expect(place.writes).toEqual([`DELETE ${on(`calls/${place.callId}`)}`]);
    await place.ask('POST', on('resources'), { resource_type: 'call', resource_id: place.callId });
    await expect(step().send(place.api, again, signal)).rejects.toThrow(NotFoundError);
    expect(place.writes.at(-1)).toBe(`DELETE ${on(`resources/${linkId}`)}`);
    // What a colleague has attached since stays, and the write is done.
    expect(target(await step().look(place.api, before, signal))).toMatchObject({ result: { detached: true } });
    expect(await link()).toBeDefined();
  });

  it('that was not on it is refused by the service, and nobody else’s link is taken for its own', async () => {
    await place.ask('DELETE', on(`calls/${place.callId}`));
    const before = baseline(await step().look(place.api, null, signal));
    await expect(step().send(place.api, before, signal)).rejects.toThrow(NotFoundError);
    target(await step().look(place.api, before, signal));
    await place.ask('POST', on('resources'), { resource_type: 'call', resource_id: place.callId });
    expect(elsewhere(await step().look(place.api, before, signal))).toBeInstanceOf(ChangedMeanwhileError);
  });
});

it('a resource that is found after an attempt says nothing of whether it was there', async () => {
  const payload = { issueId: place.issueId, resourceType: 'call', resourceId: place.callId };
  const step = change(attachResource, payload);
  expect(target(await step.look(place.api, null, signal))).toMatchObject({ result: { existed: null } });
  expect(await step.send(place.api, null, signal)).toMatchObject({ result: { existed: true } });
});

it('a category is found by its name, and C is not C++', async () => {
  await place.ask('POST', '/v1/triage/categories', { name: 'C' });
  const look = (name: string) => change(createCategory, { category: { name } }).look(place.api, null, signal);
  expect(target(await look(' c '))).toMatchObject({ result: { name: 'C' } });
  baseline(await look('C++'));
  place.alter = eachItem(({ id }) => ({ id }));
  expect(elsewhere(await look('C'))).toBeInstanceOf(DoubtError);
});

describe('numbers', () => {
  const settings = { pathway_id: 'p', pathway_version: 7, start_node_id: 'n' };
  const attach = (personaId: string, ...numbers: string[]): Promise<unknown> =>
    place.ask('POST', `/v1/personas/${personaId}/inbound/attach`, { inbound_numbers: numbers });
  const detach = (personaId: string, ...numbers: string[]): Promise<unknown> =>
    place.ask('POST', `/v1/personas/${personaId}/inbound/detach`, { inbound_numbers: numbers });

  it('are not taken from a persona that nobody has agreed to', async () => {
    const { owned, free, empty, owner } = await routed(place);
    const payload = { personaId: empty, numbers: [free, owned], from: {} };
    const error = elsewhere(await change(attachNumbers, payload).look(place.api, null, signal));
    expect(error).toBeInstanceOf(NumbersTakenError);
    expect(error).toMatchObject({ numbers: [{ number: owned }] });
    baseline(
      await change(attachNumbers, { ...payload, from: { [owned]: { personaId: owner } } }).look(
        place.api,
        null,
        signal,
      ),
    );
  });

  it('are attached again only where all are as they were', async () => {
    const { owned, free, empty, owner } = await routed(place);
    const step = change(attachNumbers, {
      personaId: empty,
      numbers: [free, owned],
      from: { [owned]: { personaId: owner } },
    });
    const look = (before: unknown) => step.look(place.api, before, signal);
    const before = baseline(await look(null));
    expect(before).toEqual({ [free]: null, [owned]: owner });
    baseline(await look(before));
    await step.send(place.api, before, signal);
    target(await look(before));
    // A colleague gives one back, or takes one off: to do all of it again would undo that.
    await attach(owner, owned);
    expect(elsewhere(await look(before))).toMatchObject({ name: 'NumbersTakenError', numbers: [{ number: owned }] });
    await detach(owner, owned);
    expect(elsewhere(await look(before))).toBeInstanceOf(ChangedMeanwhileError);
  });

  it('that are there are not attached again, and their settings are not undone', async () => {
    const { owned, free, empty } = await routed(place);
    await attach(empty, free);
    const payload = { personaId: empty, numbers: [free], from: {}, settings: { [free]: settings } };
    const next = target(await change(attachNumbers, payload).look(place.api, null, signal));
    expect(next).toEqual({ made: null, payload: { ...payload, attached: true } });
    const step = change(attachNumbers, { ...payload, attached: true });
    const before = baseline(await step.look(place.api, null, signal));
    const path = `/v1/personas/${empty}/inbound/${encodeURIComponent(free)}/settings`;
    await place.ask('PATCH', path, { persona_settings: { ...settings, pathway_version: 9 } });
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(ChangedMeanwhileError);
    expect(owned).not.toBe(free);
  });

  it('are detached again only where all are there still', async () => {
    const { owned, free, owner } = await routed(place);
    await attach(owner, free);
    const step = change(detachNumbers, { personaId: owner, numbers: [owned, free] });
    const before = baseline(await step.look(place.api, null, signal));
    baseline(await step.look(place.api, before, signal));
    await step.send(place.api, before, signal);
    target(await step.look(place.api, before, signal));
    await attach(owner, free);
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(ChangedMeanwhileError);
  });

  it('keep the settings that somebody else has set since a person saw them', async () => {
    const { owned, owner } = await routed(place);
    const { data } = await place.ask<{
      data: { inbound_numbers: { phone_number: string; persona_settings: typeof settings }[] };
    }>('GET', `/v1/personas/${owner}`);
    const seen = data.inbound_numbers.find((one) => one.phone_number === owned)?.persona_settings ?? null;
    const look = (expected: typeof settings | null, before: unknown = null) =>
      change(setNumberSettings, { personaId: owner, number: owned, settings: null, expected }).look(
        place.api,
        before,
        signal,
      );
    expect(elsewhere(await look(settings))).toBeInstanceOf(ChangedMeanwhileError);
    const before = baseline(await look(seen));
    const path = `/v1/personas/${owner}/inbound/${encodeURIComponent(owned)}/settings`;
    await place.ask('PATCH', path, { persona_settings: settings });
    expect(elsewhere(await look(seen, before))).toBeInstanceOf(ChangedMeanwhileError);
    await place.ask('PATCH', path, { persona_settings: null });
    target(await look(seen, before));
  });

  it('that the persona has not are left to the service to refuse', async () => {
    const { free, owner } = await routed(place);
    const step = change(setNumberSettings, { personaId: owner, number: free, settings });
    const before = baseline(await step.look(place.api, null, signal));
    await expect(step.send(place.api, before, signal)).rejects.toMatchObject({ serviceCode: 'INBOUND_NOT_FOUND' });
  });
});

describe('an edited flag', () => {
  const flag = () => ({ call_id: place.callId, type: 'dead_air', message_index: 2, note: 'Same.' });
  const payload = async (): Promise<EditFlagPayload> => {
    const flagId = await made(on('flags'), flag());
    return { issueId: place.issueId, flagId, flag: flag(), attach: false, verify: false };
  };

  it('is not mistaken for the old one, which reads the same', async () => {
    const edit = await payload();
    const { ids } = await creation(editFlag, edit).find(place.api, undefined, signal);
    expect(ids).toContain(edit.flagId);
  });

  async function afterTheFirst(): Promise<EditFlagPayload> {
    const sent = await creation(editFlag, await payload()).send(place.api, signal);
    if (!('payload' in sent)) throw new Error('nothing is left');
    return sent.payload;
  }

  it.each([400, 403, 409])('says that the old one stays when its removal is answered %d', async (status) => {
    const step = change(editFlag, await afterTheFirst());
    await refuse('DELETE', status);
    await expect(step.send(place.api, null, signal)).rejects.toThrow(OldFlagStaysError);
    expect(await step.send(place.api, null, signal)).toMatchObject({ result: { note: 'Same.' } });
  });

  it('takes no harm when the old one is gone, and passes on what time can mend', async () => {
    const left = await afterTheFirst();
    const step = change(editFlag, left);
    await refuse('DELETE', 503);
    await expect(step.send(place.api, null, signal)).rejects.toMatchObject({ name: 'ServerError', ambiguous: true });
    await place.ask('DELETE', on(`flags/${left.flagId}`));
    expect(await step.send(place.api, null, signal)).toMatchObject({ result: { id: left.made?.id } });
  });
});

it('an issue with a flag on a message that is not there is not made', async () => {
  const issue = { title: 'Not made', severity: 'low', category: 'Bug' } as const;
  const flag = { call_id: place.callId, type: 'dead_air', message_index: 99_999 };
  const step = creation(createFlaggedIssue, { issue, flag, verify: true });
  await expect(step.send(place.api, signal)).rejects.toThrow(MessageNotFoundError);
  expect(place.writes).toEqual([]);
});

it('a session of Norm may be made again, once the service can be read', async () => {
  const step = change(promptNorm, { issueId: place.issueId, detail: '/status' });
  expect(baseline(await step.look(place.api, null, signal))).toBeNull();
  await refuse('GET', 503);
  await expect(step.look(place.api, null, signal)).rejects.toMatchObject({ name: 'ServerError' });
});

describe('an attachment', () => {
  const upload = async (): Promise<string> => {
    const { request_id, url } = await place.talkdesk.uploadLinks.create('text/plain', { signal });
    await fetch(url, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'hello' });
    return request_id;
  };
  const next = (requestId: string, name: string) =>
    change(createAttachment, { requestId, name, type: 'text/plain', file: null, issue: null });

  it('that is refused when it is made again was probably made: a person decides', async () => {
    const step = next(await upload(), 'A.txt');
    const sent = await step.send(place.talkdesk, null, signal);
    expect(sent).toMatchObject({ result: { name: 'A.txt' }, made: { author: null } });
    const again = baseline(await step.look(place.talkdesk, null, signal));
    const taken = next(await upload(), 'A.txt');
    await expect(taken.send(place.talkdesk, again, signal)).rejects.toThrow(AttachmentUnclearError);
    const usedUp = next('never uploaded', 'B.txt');
    await expect(usedUp.send(place.talkdesk, again, signal)).rejects.toThrow(AttachmentUnclearError);
  });

  it('whose name is taken, or whose bytes are not there, is refused as such the first time', async () => {
    await next(await upload(), 'A.txt').send(place.talkdesk, null, signal);
    const taken = next(await upload(), 'A.txt').send(place.talkdesk, null, signal);
    await expect(taken).rejects.toSatisfy((error) => createAttachment.isTaken(error));
    const unknown = next('never uploaded', 'B.txt').send(place.talkdesk, null, signal);
    await expect(unknown).rejects.toMatchObject({ paths: ['request_id'] });
  });
});
