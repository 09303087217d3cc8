import * as vscode from 'vscode';
import { notFound, unavailable } from '../../editor/errors/document-errors.ts';
import { explain } from '../../editor/errors/explain.ts';
import { issueUri, issueScheme, parseIssueUri } from '../../editor/issue-uri.ts';
import { inform } from '../../editor/notices.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import { editOf, faultsOf, readIssueText, writeIssueText } from '../../triage/issues/issue-text.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { UpdateIssuePayload } from '../../triage/outbox/kinds/update-issue.ts';
import { EditedIssue } from './edited-issue.ts';
import { faultSentence, saveIssue } from './save.ts';

/** The facts by which the editor notices a change: a time, and a size that differs when the content does. */
export interface Stat {
  readonly changedAt: number;
  readonly size: number;
}

/** The issues of this window that are open as documents. */
export class IssueDocuments {
  readonly #services: Services;
  readonly #issues = new Map<string, Promise<EditedIssue>>();
  readonly #followed = new WeakSet<Session>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Fires when a document reads otherwise than before. */
  readonly onDidChange = this.#changed.event;
  readonly #marked = new vscode.EventEmitter<vscode.Uri>();
  /** Fires when a document has or has no longer what was not sent. */
  readonly onDidMark = this.#marked.event;
  /** Documents that the editor has to read again once it has saved them. */
  readonly #reread = new Set<string>();
  /** Documents whose draft the user was told about. */
  readonly #told = new Set<string>();
  readonly #problems = vscode.languages.createDiagnosticCollection('call-triage');

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(
      this.#problems,
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (!this.#reread.delete(uri.toString())) return;
        // What keeps it from being read is said when the editor reads it.
        this.#issue(uri).then(
          (issue) => this.#readAgain(uri, issue),
          () => this.#changed.fire(uri),
        );
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== issueScheme) return;
        this.#issues.delete(uri.toString());
        this.#told.delete(uri.toString());
        this.#problems.delete(uri);
      }),
    );
  }

  /** Opens an issue to be edited. */
  async show(session: Session, issueId: string): Promise<void> {
    const { triage_id: code } = await session.issues.find(issueId);
    const uri = issueUri({ connectionId: session.connection.id, issueId }, code);
    this.#told.delete(uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    const issue = await this.#issue(uri);
    // The editor may have kept the document since it was closed, and not have read it again.
    if (issue.edit !== null && !document.isDirty) this.#tellRestored(uri, issue);
  }

  /** @param look asks the service whether somebody else has changed it: before it is saved by hand */
  async stat(uri: vscode.Uri, look: boolean): Promise<Stat> {
    if (parseIssueUri(uri)?.version !== undefined) return { changedAt: 0, size: 0 };
    const issue = await this.#issue(uri);
    if (look) await issue.refresh();
    return { changedAt: issue.changedAt, size: sizeOf(writeIssueText(issue.seen)) };
  }

  /** The text of a document. What was edited and not sent is there again, unless the user asks for what is stored. */
  async read(uri: vscode.Uri): Promise<string> {
    const shown = parseIssueUri(uri);
    const issue = await this.#issue(uri);
    if (shown?.version === 'service') {
      return writeIssueText(await issue.session.api.issues.get(issue.issueId));
    }
    if (shown?.version !== undefined) {
      const entry = issue.session.outbox.get(shown.version.entryId);
      const { title, description } = (entry?.payload as UpdateIssuePayload | undefined)?.change ?? {};
      return writeIssueText({ title: title ?? issue.seen.title, description: description ?? issue.seen.description });
    }
    const { edit } = issue;
    // An unsaved document is read only to compare it with what is stored, or to go back to that.
    const isOpen = vscode.workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString());
    if (edit === null || isOpen) return writeIssueText(issue.seen);
    this.#marked.fire(uri);
    this.#tellRestored(uri, issue);
    return edit.text;
  }

  /** Keeps a text, and sends it when it was saved by hand. */
  async write(uri: vscode.Uri, text: string, byHand: boolean): Promise<void> {
    const issue = await this.#issue(uri);
    issue.keep(text);
    await issue.flush();
    if (byHand) {
      const stored = await saveIssue(this.#services, issue, text);
      // The service may have changed it, or somebody else the other part of it.
      if (Object.keys(editOf(stored, readIssueText(text))).length > 0) this.#reread.add(uri.toString());
    }
    this.#marked.fire(uri);
  }

  /** Keeps what is typed as a draft, and underlines what the service would refuse. */
  async typed(document: vscode.TextDocument): Promise<void> {
    const issue = await this.#issue(document.uri);
    const text = document.getText();
    issue.keep(text);
    this.#marked.fire(document.uri);
    const faults = faultsOf(editOf(issue.seen, readIssueText(text)));
    this.#problems.set(
      document.uri,
      faults.map((fault) => {
        const line = fault.field === 'title' ? 0 : Math.max(0, document.lineCount - 1);
        return new vscode.Diagnostic(document.lineAt(line).range, faultSentence(fault));
      }),
    );
  }

  /** True when a document has changes that were not sent. */
  async isUnsent(uri: vscode.Uri): Promise<boolean> {
    const open = this.#issues.get(uri.toString());
    return open !== undefined && (await open).edit !== null;
  }

  async #issue(uri: vscode.Uri): Promise<EditedIssue> {
    const key = uri.toString();
    const open = this.#issues.get(key) ?? this.#open(uri);
    this.#issues.set(key, open);
    try {
      return await open;
    } catch (error) {
      this.#issues.delete(key);
      throw unavailable(forDisplay(explain(error).sentence));
    }
  }

  async #open(uri: vscode.Uri): Promise<EditedIssue> {
    const shown = parseIssueUri(uri);
    if (shown === undefined) throw notFound(uri);
    const session = this.#services.session(shown.connectionId);
    this.#follow(session);
    return EditedIssue.open(this.#services, session, shown.issueId);
  }

  /** Documents that nobody is editing follow what the service says. */
  #follow(session: Session): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.onDidChange(({ issueId }) => {
      for (const { uri, isDirty } of vscode.workspace.textDocuments) {
        const shown = parseIssueUri(uri);
        const isIt = shown?.connectionId === session.connection.id && (issueId ?? shown.issueId) === shown.issueId;
        const now = isIt && !isDirty ? session.issues.get(shown.issueId) : undefined;
        if (now === undefined) continue;
        void this.#issue(uri).then(
          (issue) => {
            if (issue.edit === null && issue.update(now)) this.#changed.fire(uri);
          },
          () => undefined,
        );
      }
    });
  }

  #readAgain(uri: vscode.Uri, issue: EditedIssue): void {
    issue.touch();
    this.#changed.fire(uri);
  }

  #tellRestored(uri: vscode.Uri, issue: EditedIssue): void {
    if (this.#told.has(uri.toString())) return;
    this.#told.add(uri.toString());
    const discard = vscode.l10n.t('Discard Draft');
    const sentence = vscode.l10n.t('{0}: draft restored. Save to send it.', printable(issue.code));
    void inform(sentence, discard).then((chosen) => {
      if (chosen !== discard) return;
      issue.discard();
      this.#marked.fire(uri);
      this.#readAgain(uri, issue);
    });
  }
}

/** Not only the length: texts of the same length must differ in it, too, for the editor to see a change. */
function sizeOf(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 4093;
  return text.length + sum;
}

/** The window's documents. */
export function issueDocumentsOf(services: Services): IssueDocuments {
  return services.once(IssueDocuments);
}
