import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/explain.ts';
import type { Services } from '../editor/services.ts';
import { Emitter } from '../triage/event.ts';
import type { Session } from '../triage/session.ts';
import { addComment } from '../triage/writes/add-comment.ts';
import { promptNorm } from '../triage/writes/prompt-norm.ts';
import { addressOf, readAddress, type Shown } from './address.ts';
import { affectedText } from './affected-text.ts';
import { NormWatch, type Watched } from './norm-watch.ts';
import { readAffected } from './read-affected.ts';
import { activityText } from './timeline.ts';

/** Pages of an activity that are loaded without being asked for: 1,000 entries. */
const loadedPages = 10;

/** The read-only texts about issues, kept up to date while they are open. */
export class ActivityDocuments {
  readonly #services: Services;
  readonly #changed = new Emitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #watch = new NormWatch();
  readonly #followed = new WeakSet<Session>();
  /** The issue of each open document, by its address: the list may not hold it. */
  readonly #issues = new Map<string, Issue>();

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#issues.delete(uri.toString())),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.#resume(document.uri);
      }),
    );
  }

  /** Opens a document about an issue, beside nothing: where the last editor was. */
  async show(session: Session, issueId: string, view: Shown['view']): Promise<vscode.Uri> {
    const issue = await session.issues.find(issueId, new AbortController().signal);
    const uri = addressOf({ connectionId: session.connection.id, issueId, view }, issue.triage_id);
    this.#issues.set(uri.toString(), issue);
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    if (isOpen && view === 'activity') await session.issues.contents(issueId).activity.load();
    if (isOpen) this.#changed.fire(uri);
    return uri;
  }

  /** Follows a run that has just been asked for, while the document is shown. */
  followRun(session: Session, issueId: string, uri: vscode.Uri): void {
    this.#watch.follow(this.#watched(session, issueId, uri), true);
  }

  /** A document's text. Says what is wrong rather than failing. */
  async text(uri: vscode.Uri): Promise<string> {
    const shown = readAddress(uri);
    if (shown === undefined) return vscode.l10n.t('There is nothing here.');
    try {
      const session = this.#services.session(shown.connectionId);
      this.#follow(session);
      return shown.view === 'activity'
        ? await this.#activity(session, shown, uri)
        : await this.#affected(session, shown);
    } catch (error) {
      return `${explain(error).sentence}\n`;
    }
  }

  async #activity(session: Session, { issueId }: Shown, uri: vscode.Uri): Promise<string> {
    const { activity } = session.issues.contents(issueId);
    if (!activity.loaded && activity.error === undefined) await activity.all(loadedPages);
    const issue =
      session.issues.get(issueId) ??
      this.#issues.get(uri.toString()) ??
      (await session.issues.find(issueId, new AbortController().signal));
    this.#issues.set(uri.toString(), issue);
    if (issue.is_processing) this.#watch.follow(this.#watched(session, issueId, uri), false);
    return activityText(
      issue,
      activity,
      session.outbox.entries.filter((entry) => entry.issueId === issueId),
    );
  }

  async #affected(session: Session, { issueId }: Shown): Promise<string> {
    const issue = await session.issues.find(issueId, new AbortController().signal);
    const { affected, alerts } = await readAffected(session, issueId);
    return affectedText(issue, affected, alerts);
  }

  #watched(session: Session, issueId: string, uri: vscode.Uri): Watched {
    return {
      session,
      issueId,
      isShown: () => isVisible(uri),
      seen: (issue) => {
        this.#issues.set(uri.toString(), issue);
        this.#changed.fire(uri);
      },
    };
  }

  /** A document that comes into view again goes on with what it was following. */
  #resume(uri: vscode.Uri): void {
    const shown = readAddress(uri);
    if (shown?.view === 'activity' && this.#issues.get(uri.toString())?.is_processing === true) this.#changed.fire(uri);
  }

  /** Redraws the documents of a session when something on their issue changed; what we wrote has left a trace there. */
  #follow(session: Session): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.onDidChange(({ issueId }) => {
      for (const uri of openDocuments(session, issueId)) this.#changed.fire(uri);
    });
    session.outbox.onDidChange(({ state, issueId, kind }) => {
      const seen = state === 'delivered' ? openDocuments(session, issueId).filter(isVisible) : [];
      if (seen.length > 0) void session.issues.contents(issueId).activity.load();
      // A comment may have started a run, too.
      if (kind !== promptNorm.name && kind !== addComment.name) return;
      for (const uri of seen) this.followRun(session, issueId, uri);
    });
  }
}

const isVisible = (uri: vscode.Uri): boolean =>
  vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());

/** The open activities of an issue, or of all when none is named. */
function openDocuments(session: Session, issueId: string | null): vscode.Uri[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const shown = readAddress(uri);
    const isIt = shown?.connectionId === session.connection.id && shown.view === 'activity';
    return isIt && (issueId === null || shown.issueId === issueId) ? [uri] : [];
  });
}

const documentsByServices = new WeakMap<Services, ActivityDocuments>();

/** The window's documents. */
export function documentsOf(services: Services): ActivityDocuments {
  const documents = documentsByServices.get(services) ?? new ActivityDocuments(services);
  documentsByServices.set(services, documents);
  return documents;
}
