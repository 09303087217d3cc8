// What a service does not know, as a person is told of it.
import { beforeEach, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { explain } from '../../../../src/editor/errors/explain.ts';
import { tellUnsupported } from '../../../../src/editor/sessions/tell-unsupported.ts';
import { pickField } from '../../../../src/issues/filter-picker.ts';
import { Emitter } from '../../../../src/shared/event.ts';
import { NotSupportedError } from '../../../../src/triage/sessions/errors.ts';
import { ServiceSupport } from '../../../../src/triage/sessions/service-support.ts';
import type { Session } from '../../../../src/triage/sessions/session.ts';
import { editor } from '../../../support/vscode.ts';

const { shown } = editor;
beforeEach(() => {
  shown.length = 0;
});

/** A connection whose service was found out about. */
function connection(id: string): { readonly session: Session; readonly support: ServiceSupport } {
  const support = new ServiceSupport();
  return { session: { connection: { id }, support } as unknown as Session, support };
}

it('each part is told once for each connection, by name', () => {
  const opened = new Emitter<Session>();
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line) } as unknown as vscode.LogOutputChannel;
  tellUnsupported(opened.event, log);
  const [one, other] = [connection('one'), connection('other')];
  opened.fire(one.session);
  opened.fire(other.session);
  one.support.refuse(['filter.agent_id', 'filter.has_alert']);
  one.support.refuse(['filter.agent_id']);
  one.support.refuse(['field.agent_id']);
  one.support.refuse(['alerts']);
  other.support.refuse(['filter.agent_id']);
  expect(shown).toEqual([
    {
      place: 'notification',
      text: 'This service cannot filter issues by alert, agent. The filter was removed.',
    },
    { place: 'notification', text: 'This service did not store all fields of the new issue (agent).' },
    { place: 'status bar', text: 'This service has no alerts on issues.' },
    { place: 'notification', text: 'This service cannot filter issues by agent. The filter was removed.' },
  ]);
  expect(lines).toHaveLength(4);
});

it('a filter that the service does not know is not offered', async () => {
  const { support } = connection('one');
  const rows = (): readonly string[] => shown.filter(({ place }) => place === 'row').map(({ text }) => text);
  const names = { personOf: (id: string) => id, agentOf: (id: string) => id };
  await pickField({}, names, support);
  expect(rows()).toEqual(expect.arrayContaining(['Status', 'Alert', 'Agent', 'Skill']));
  shown.length = 0;
  support.refuse(['filter.agent_id', 'filter.has_alert']);
  await pickField({}, names, support);
  expect(rows()).toEqual(expect.arrayContaining(['Status', 'Skill']));
  expect(rows()).not.toContain('Alert');
  expect(rows()).not.toContain('Agent');
});

it('who asks for it by a command reads why not, and what to do instead', () => {
  const { sentence, remedies } = explain(new NotSupportedError('alerts'));
  expect([sentence, remedies.map(({ command }) => command)]).toEqual([
    'This service has no alerts on issues.',
    ['callTriage.addComment'],
  ]);
});

it('a service without scenarios is told in passing, one without their drafts where they were asked for', () => {
  const opened = new Emitter<Session>();
  tellUnsupported(opened.event, { info: () => undefined } as unknown as vscode.LogOutputChannel);
  const { session, support } = connection('one');
  opened.fire(session);
  support.refuse(['scenarios']);
  support.refuse(['scenarioDrafts']);
  expect(shown).toEqual([
    { place: 'status bar', text: 'Scenarios are not available with this service or API key.' },
    { place: 'notification', text: 'Drafts of scenarios from calls are not available with this service or API key.' },
  ]);
  const { sentence, remedies } = explain(new NotSupportedError('scenarios'));
  expect([sentence, remedies]).toEqual(['Scenarios are not available with this service or API key.', []]);
});
