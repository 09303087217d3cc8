import * as vscode from 'vscode';
import type { Scenario } from '../api/bland/scenarios.ts';
import { BadRequestError, ConflictError } from '../api/errors.ts';
import { type Call, fromView, uiCall } from '../editor/call.ts';
import { Cancelled } from '../editor/errors/cancelled.ts';
import { notFound, readOnly, unavailable, unsaved } from '../editor/errors/document-errors.ts';
import { explain } from '../editor/errors/explain.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { inform } from '../editor/notices.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { type ScenarioText, scenarioTexts } from '../triage/draft-kinds.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { createScenario, type CreateScenarioPayload } from '../triage/outbox/kinds/create-scenario.ts';
import { type Entry, isSettled, type Outbox, type Pending } from '../triage/outbox/outbox.ts';
import { scenarioMetadata } from '../triage/scenarios/metadata.ts';
import {
  fieldsOfScenario,
  readScenarioText,
  type ScenarioFields,
  type TextFault,
  writeScenarioText,
} from '../triage/scenarios/scenario-text.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { faultSentence } from './fault-words.ts';
import { parseScenarioUri, type ScenarioPlace, scenarioScheme } from './scenario-uri.ts';

type DraftPlace = Extract<ScenarioPlace, { readonly flagId: string }>;

/** Scenarios that are open as documents: those being written, until they are created, and stored ones to read. */
export class ScenarioDocuments {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Fires when a document can no longer be written, or reads otherwise. */
  readonly onDidChange = this.#changed.event;
  readonly #problems = vscode.languages.createDiagnosticCollection('call-triage-scenario');
  readonly #followed = new WeakSet<Session>();
  /** Scripts that wait for a document to be saved, by its address. */
  readonly #waiting = new Map<string, ((result: Scenario | Pending | undefined) => void)[]>();
  /** By address. */
  readonly #creating = new Map<string, Promise<Scenario | Pending>>();
  /** Times of changes, by address: the editor reads a document again whose time is another. */
  readonly #times = new Map<string, number>();

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(
      this.#problems,
      this.#changed,
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== scenarioScheme) return;
        this.#problems.delete(uri);
        this.#settle(uri, undefined);
      }),
    );
  }

  /** What is kept of a document that is being written. */
  kept(place: DraftPlace): Promise<ScenarioText | null> {
    return this.#services.drafts.load(placeOf(place));
  }

  /** The pending change that creates the scenario of a document. */
  pendingOf({ connectionId }: DraftPlace, kept: ScenarioText): Entry | undefined {
    return pendingOf(kept, this.#services.session(connectionId).outbox);
  }

  /** Begins a document. */
  async begin(uri: vscode.Uri, place: DraftPlace, text: string): Promise<void> {
    await this.#keep(place, { text, scenarioId: null, mark: null });
    this.#touch(uri);
  }

  /** Closes a document that is not created, and drops its text. */
  async discard(uri: vscode.Uri, place: DraftPlace): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    if (!(await vscode.window.tabGroups.close(own))) throw new Cancelled();
    this.#services.drafts.keep(placeOf(place), null);
    await this.#services.drafts.flush();
  }

  /** Resolves when a document is saved, to what was created. @throws Cancelled when it is closed before */
  async created(uri: vscode.Uri): Promise<Scenario | Pending> {
    const result = await new Promise<Scenario | Pending | undefined>((resolve) => {
      const key = uri.toString();
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]);
    });
    if (result === undefined) throw new Cancelled();
    return result;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, isWritable } = await this.#read(uri);
    const file = { type: vscode.FileType.File, ctime: 0, mtime: this.#times.get(uri.toString()) ?? 0 };
    const size = Buffer.byteLength(text);
    return isWritable ? { ...file, size } : { ...file, size, permissions: vscode.FilePermission.Readonly };
  }

  async read(uri: vscode.Uri): Promise<string> {
    return (await this.#read(uri)).text;
  }

  /** Keeps a text, and creates the scenario when it was saved by hand. */
  async write(uri: vscode.Uri, text: string, byHand: boolean): Promise<void> {
    const place = parseScenarioUri(uri);
    if (place === undefined || !('flagId' in place)) throw readOnly(uri);
    const kept = await this.kept(place);
    const session = this.#services.session(place.connectionId);
    // Saved once more, it is as it was created.
    if (!isOpen(kept, session) && kept?.text === text) return;
    if (!isOpen(kept, session)) throw readOnly(uri);
    await this.#keep(place, { text, scenarioId: null, mark: kept?.mark ?? null });
    if (!byHand) return;
    let created: Scenario | Pending;
    try {
      created = await this.create(uri, place, text, uiCall);
    } catch (error) {
      throw unsaved(forDisplay(sentenceOf(error)));
    }
    if (!isPending(created)) this.#offerRun(place, created);
  }

  /**
   * Creates the scenario of a text.
   *
   * @throws InvalidArgumentError that says what is wrong and in which line; ServiceError
   */
  create(uri: vscode.Uri, place: DraftPlace, text: string, call: Call): Promise<Scenario | Pending> {
    const key = uri.toString();
    // Asked for twice at once, it is created once.
    const creating =
      this.#creating.get(key) ?? this.#create(uri, place, text, call).finally(() => this.#creating.delete(key));
    this.#creating.set(key, creating);
    return creating;
  }

  async #create(uri: vscode.Uri, place: DraftPlace, text: string, call: Call): Promise<Scenario | Pending> {
    const session = this.#services.session(place.connectionId);
    const read = readScenarioText(text);
    if ('faults' in read) throw this.#report(uri, text, read.faults);
    this.#problems.delete(uri);
    this.#follow(session);
    const mark = (await this.kept(place))?.mark ?? null;
    const before = mark === null ? undefined : await earlier(session, mark);
    const created = before ?? (await this.#send(session, place, read.fields, call));
    if (!isPending(created)) {
      const now = this.#services.drafts.of(placeOf(place));
      // What was sent before is what is stored, whatever was typed since.
      const stored = before === undefined ? text : writeScenarioText(fieldsOfScenario(before), []);
      await this.#keep(place, { text: stored, mark: now?.mark ?? mark, scenarioId: created.id });
    }
    this.#touch(uri);
    this.#settle(uri, created);
    return created;
  }

  /** Its mark is kept first: with that, what a closed window has sent is known again. */
  async #send(session: Session, place: DraftPlace, fields: ScenarioFields, call: Call): Promise<Scenario | Pending> {
    const { issueId, flagId, callId } = place;
    const metadata = scenarioMetadata(issueId, { id: flagId, call_id: callId });
    const text = this.#services.drafts.of(placeOf(place))?.text ?? '';
    await this.#keep(place, { text, scenarioId: null, mark: metadata.write_id });
    const scenario = { ...fields, scenario_type: 'AGENT' as const, metadata };
    return makeWrite(this.#services, session, createScenario, { issueId, scenario }, call);
  }

  /** Keeps what is typed, and takes back what was said of an earlier text. */
  async typed(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    const place = parseScenarioUri(uri);
    if (place === undefined || !('flagId' in place)) return;
    const { drafts } = this.#services;
    const kept = drafts.of(placeOf(place));
    if (!isOpen(kept, this.#services.session(place.connectionId))) return;
    this.#problems.delete(uri);
    drafts.keep(placeOf(place), { text: document.getText(), scenarioId: null, mark: kept?.mark ?? null });
  }

  async #read(uri: vscode.Uri): Promise<{ readonly text: string; readonly isWritable: boolean }> {
    const place = parseScenarioUri(uri);
    if (place === undefined) throw notFound(uri);
    const session = this.#services.session(place.connectionId);
    if ('flagId' in place) {
      const kept = await this.kept(place);
      if (kept === null) throw notFound(uri);
      return { text: kept.text, isWritable: isOpen(kept, session) };
    }
    try {
      const known = session.scenarios.get(place.scenarioId);
      const scenario = known ?? (await session.api.scenarios.get(place.scenarioId));
      const text = writeScenarioText(fieldsOfScenario(scenario), [vscode.l10n.t('Stored at the service.')]);
      return { text: forDisplay(text), isWritable: false };
    } catch (error) {
      throw unavailable(forDisplay(explain(error).sentence));
    }
  }

  async #keep(place: DraftPlace, kept: ScenarioText): Promise<void> {
    const { drafts } = this.#services;
    drafts.keep(placeOf(place), kept);
    await drafts.flush();
  }

  /** Makes the editor read a document again, and whether it can be written. */
  #touch(uri: vscode.Uri): void {
    this.#times.set(uri.toString(), Date.now());
    this.#changed.fire(uri);
  }

  /** A pending scenario that is stored later has its document closed to changes then. */
  #follow(session: Session): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.outbox.onDidChange((entry) => {
      if (entry.kind !== createScenario.name || entry.state !== 'delivered') return;
      for (const { uri } of vscode.workspace.textDocuments) {
        const place = parseScenarioUri(uri);
        if (place === undefined || !('flagId' in place)) continue;
        const kept = this.#services.drafts.of(placeOf(place));
        if (kept === null || kept.scenarioId !== null || kept.mark === null || kept.mark !== markIn(entry)) continue;
        const { id } = entry.result as Scenario;
        void this.#keep(place, { ...kept, scenarioId: id }).then(() => this.#touch(uri));
      }
    });
  }

  /** Underlines what is wrong. @returns an error that says the first of it */
  #report(uri: vscode.Uri, text: string, faults: readonly TextFault[]): InvalidArgumentError {
    const at = (offset: number): vscode.Position => {
      const before = text.slice(0, offset).split(/\r\n|\r|\n/);
      return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
    };
    this.#problems.set(
      uri,
      faults.map((fault) => {
        const range = new vscode.Range(at(fault.offset), at(fault.end));
        const problem = new vscode.Diagnostic(range, faultSentence(fault));
        problem.source = 'Call Triage';
        return problem;
      }),
    );
    const [first] = faults;
    const sentence = first === undefined ? '' : faultSentence(first);
    const line = at(first?.offset ?? 0).line + 1;
    return new InvalidArgumentError(first?.field ?? '', vscode.l10n.t('Line {0}: {1}', line, sentence));
  }

  #settle(uri: vscode.Uri, result: Scenario | Pending | undefined): void {
    const key = uri.toString();
    for (const resolve of this.#waiting.get(key) ?? []) resolve(result);
    this.#waiting.delete(key);
  }

  #offerRun({ connectionId, issueId }: DraftPlace, { id, name }: Scenario): void {
    const { l10n } = vscode;
    const [run, open] = [l10n.t('Run…'), l10n.t('Open Issue')];
    void inform(l10n.t('Scenario {0} created.', printable(name)), run, open).then(async (chosen) => {
      if (chosen === undefined) return;
      const command = chosen === run ? 'callTriage.runScenario' : 'callTriage.openIssue';
      await vscode.commands.executeCommand(command, {
        [fromView]: true,
        connectionId,
        issueId,
        ...(chosen === run ? { scenarioId: id } : {}),
      });
    });
  }
}

/** False once the scenario is created, or a pending change will create it. */
function isOpen(kept: ScenarioText | null, { outbox }: Session): boolean {
  return kept === null || (kept.scenarioId === null && pendingOf(kept, outbox) === undefined);
}

/** The pending change that creates the scenario of a document. */
function pendingOf({ mark }: ScenarioText, outbox: Outbox): Entry | undefined {
  return mark === null
    ? undefined
    : outbox.entries.find((entry) => entry.kind === createScenario.name && !isSettled(entry) && markIn(entry) === mark);
}

function markIn({ payload }: Entry): string | undefined {
  return (payload as CreateScenarioPayload).scenario.metadata['write_id'];
}

/** What an earlier write of a document has made, should its answer never have been seen. @throws ServiceError */
async function earlier({ scenarios }: Session, mark: string): Promise<Scenario | undefined> {
  await scenarios.load();
  if (scenarios.error !== undefined) throw scenarios.error;
  return scenarios.ofMark(mark);
}

function placeOf({ connectionId, issueId, flagId }: DraftPlace) {
  return { kind: scenarioTexts, connectionId, issueId, part: flagId };
}

/** Says why a scenario was not created. Names are unique within a target, and how a second one is refused is not documented. */
function sentenceOf(error: unknown): string {
  const { sentence } = explain(error);
  const isRefusal = error instanceof ConflictError || error instanceof BadRequestError;
  if (!isRefusal || !/\bname|already exist|duplicate/i.test(error.message)) return sentence;
  return vscode.l10n.t('{0} Choose another name and save again.', sentence);
}
