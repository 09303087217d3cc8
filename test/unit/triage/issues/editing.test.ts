import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Relation } from '../../../../src/api/bland/relations.ts';
import { isSameLink, linkedIssues, otherIssueId } from '../../../../src/triage/issues/relations.ts';
import { similarIssues } from '../../../../src/triage/issues/similar-issues.ts';
import { addRelation } from '../../../../src/triage/outbox/kinds/add-relation.ts';
import { deleteIssue } from '../../../../src/triage/outbox/kinds/delete-issue.ts';
import { removeRelation } from '../../../../src/triage/outbox/kinds/remove-relation.ts';
import { forever, QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let world: SandboxSession;
beforeEach(async () => {
  world = await startSandboxSession(new QuickClock());
});
afterEach(() => world.close());

const { signal } = new AbortController();
const budget = { budgetMs: forever, keepRefused: false };
const issue = { title: 'Agent repeats the price', severity: 'low', category: 'Bug' } as const;

async function idOf(code: string): Promise<string> {
  const { list } = world.session.issues;
  if (!list.loaded) await list.load();
  return list.items.find(({ triage_id }) => triage_id === code)?.id ?? '';
}

async function requests(method: string): Promise<string[]> {
  const { body } = await world.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
  return body.requests.filter((one) => one.method === method).map(({ path }) => path);
}

describe('possible duplicates', () => {
  it('are what the service finds for the text, and for its longest word when that is nothing', async () => {
    const made = await world.session.api.issues.create(issue);
    const search = async (text: string) => (await similarIssues(world.session.api, text, signal)).map(({ id }) => id);
    expect(await search(' repeats the price ')).toEqual([made.id]);
    expect(await search('The bot repeats itself')).toEqual([made.id]);
    expect(await search('Zanzibar')).toEqual([]);
    await world.ask('DELETE', '/sandbox/requests');
    expect(await search('Age')).toEqual([]);
    expect(await requests('GET')).toEqual([]);
  });
});

describe('relations', () => {
  const relation = { id: 'r', issue_id: 'a', related_issue_id: 'b', relation_type: 'blocks', direction: 'incoming' };
  const seen = (change: object) => ({ ...relation, ...change }) as Relation;

  it('lead to the other issue, whether or not the service swaps the ids of incoming ones', () => {
    expect(otherIssueId(seen({}), 'b')).toBe('a');
    expect(otherIssueId(seen({ issue_id: 'b', related_issue_id: 'a' }), 'b')).toBe('a');
  });

  it.each([
    [{ direction: 'outgoing' }, 'blocks', true],
    [{ direction: null }, 'blocks', true],
    [{ direction: 'incoming' }, 'blocks', false],
    [{ direction: 'outgoing' }, 'related_to', false],
    [{ direction: 'incoming', relation_type: 'related_to' }, 'related_to', true],
  ])('%j says the same as a new %s link: %s', (change, relationType, same) => {
    expect(isSameLink(seen(change), { issueId: 'a', relatedIssueId: 'b', relationType })).toBe(same);
    expect(linkedIssues([seen(change)], 'a', relationType)).toEqual(same ? ['b'] : []);
  });

  it('are not made twice: a link that exists is given, and nothing is posted', async () => {
    const [issueId, relatedIssueId] = [await idOf('T-1009'), await idOf('T-1010')];
    const { outbox } = world.session;
    const first = await outbox.deliver(addRelation, { issueId, relatedIssueId, relationType: 'blocks' }, budget);
    expect(first).toMatchObject({ existed: false });
    await world.ask('DELETE', '/sandbox/requests');
    const second = await outbox.deliver(addRelation, { issueId, relatedIssueId, relationType: 'blocks' }, budget);
    expect(second).toEqual({ ...first, existed: true });
    expect(await requests('POST')).toEqual([]);
    const back = { issueId: relatedIssueId, relatedIssueId: issueId, relationType: 'blocks' as const };
    expect(await outbox.deliver(addRelation, back, budget)).toMatchObject({ existed: false });
  });

  it('count on both issues, and leave both when they are removed', async () => {
    const { issues, outbox } = world.session;
    const [issueId, relatedIssueId] = [await idOf('T-1009'), await idOf('T-1010')];
    await Promise.all([issues.freshRelations(issueId), issues.freshRelations(relatedIssueId)]);
    const counts = () => [issueId, relatedIssueId].map((id) => issues.get(id)?.relation_count);
    const listed = () => [issueId, relatedIssueId].map((id) => issues.contents(id).relations.items.length);
    const changed = new Promise<void>((resolve) => {
      issues.contents(relatedIssueId).relations.onDidChange(() => {
        if (issues.contents(relatedIssueId).relations.items.length === 1) resolve();
      });
    });
    const link = { issueId, relatedIssueId, relationType: 'duplicate_of' as const };
    const added = await outbox.deliver(addRelation, link, budget);
    await changed;
    expect([counts(), listed()]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const relationId = 'relation' in added ? added.relation.id : '';
    await outbox.deliver(removeRelation, { issueId: relatedIssueId, relationId }, budget);
    expect([counts(), listed()]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('go with an issue that is deleted', async () => {
    const { issues, outbox } = world.session;
    const [issueId, otherId] = [await idOf('T-1003'), await idOf('T-1004')];
    expect(await issues.freshRelations(otherId)).toHaveLength(1);
    await outbox.deliver(deleteIssue, { issueId }, budget);
    expect(issues.get(issueId)).toBeUndefined();
    expect(issues.contents(otherId).relations.items).toEqual([]);
    expect(issues.get(otherId)?.relation_count).toBe(0);
  });
});
