// Every refusal about agents as a person reads it.
import { expect, test } from 'vitest';
import { apiError } from '../../../../src/api/errors.ts';
import { explain } from '../../../../src/editor/errors/explain.ts';
import { agentRows, type Refused } from '../../../support/contract/index.ts';

const commands = new Set(
  (await import('../../../../package.json', { with: { type: 'json' } })).default.contributes.commands.map(
    ({ command }) => command,
  ),
);

const noScope: Refused = { because: 'the key lacks a scope', status: 403, code: 'INSUFFICIENT_SCOPE' };
const ofViewer: Refused = { because: 'the key is a viewer’s', status: 403, code: 'FORBIDDEN' };

const rows = agentRows.flatMap(([name, { method, path, refusals }]) =>
  [...refusals, noScope, ...(method === 'POST' ? [ofViewer] : [])].map(
    (refused) => [`${name}: ${refused.because}`, { method, path }, refused] as const,
  ),
);

test.each(rows)('%s: a sentence of its own with an action', (_title, request, { status, code = '', because }) => {
  const { sentence, remedies } = explain(apiError({ status, serviceCode: code, message: because }, request));
  expect(sentence).toMatch(/^[A-Z].{14,}\.$|^The history is not available: /);
  expect(sentence).not.toMatch(/^Rejected by the service|^Conflict|^Not available|^Not allowed|undefined|[A-Z]_[A-Z]/);
  expect(remedies.length).toBeGreaterThan(0);
  for (const { command } of remedies) expect(commands).toContain(command);
});

test('a key without a scope is told which', () => {
  const request = { method: 'POST', path: '/gateway/v2/agents/a/inbound/attach' };
  const facts = { status: 403, serviceCode: 'INSUFFICIENT_SCOPE', message: 'm', requiredScope: 'pathways:write' };
  expect(explain(apiError(facts, request)).sentence).toBe('This API key lacks the permission pathways:write.');
});

test('the same codes say nothing of agents where something else was asked for', () => {
  const request = { method: 'GET', path: '/v1/triage/issues/agents' };
  const { sentence } = explain(apiError({ status: 404, serviceCode: 'NOT_FOUND', message: 'Gone' }, request));
  expect(sentence).toBe('Not available: Gone');
});
