import * as vscode from 'vscode';
import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { ServiceError } from '../../api/errors.ts';
import { onDidChangeMasked } from '../../editor/masking.ts';
import { personWords } from '../../editor/words/people.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { Emitter } from '../../shared/event.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { addComment } from '../../triage/outbox/kinds/add-comment.ts';
import { promptNorm } from '../../triage/outbox/kinds/prompt-norm.ts';
import { activityUri, parseActivityUri, type ActivityUriParts } from './activity-uri.ts';
import type { Content } from './file-system.ts';
import type { Place } from './links.ts';
import { NormWatch, type WatchedIssue } from './norm-watch.ts';
import { argsOf, commandAddress, type Page, pageOf } from './page.ts';
import { NormQuestions } from './norm-questions.ts';
import { DocumentSnapshots } from './document-snapshots.ts';
import type { EntryWords } from './entry-words.ts';
import { activityPage, entryPage, failureLine } from './timeline.ts';

/** Pages of an activity that are loaded without being asked for: 1,000 entries. */
const loadedPages = 10;

/** The read-only texts about issues, kept up to date while they are open. */
export class ActivityDocuments {
  readonly #services: Services;
  readonly #changed = new Emitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #watch: NormWatch;
  readonly #followed = new WeakSet<Session>();
  readonly questions: NormQuestions;
  /** The issue of each open document, by its address: the list may not hold it. */
  readonly #issues = new Map<string, Issue>();
  readonly #snapshots = new DocumentSnapshots((uri: vscode.Uri) => this.#page(uri));

  constructor(services: Services) {
    this.#services = services;
    this.#watch = services.once(NormWatch);
    this.questions = services.once(NormQuestions);
    services.context.subscriptions.push(
      onDidChangeMasked(() => {
        for (const { uri } of vscode.workspace.textDocuments)
          if (parseActivityUri(uri) !== undefined) this.#redraw(uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#issues.delete(uri.toString());
        this.#snapshots.forget(uri);
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.#resume(document.uri);
      }),
    );
  }

  /** Opens the activity of an issue, beside nothing: where the last editor was. */
  async show(session: Session, issueId: string): Promise<void> {
    const loaded = session.issues.get(issueId);
    const issue = loaded ?? (await session.api.issues.get(issueId));
    const uri = activityUri({ connectionId: session.connection.id, issueId, view: 'activity' }, issue.triage_id);
    this.#issues.set(uri.toString(), issue);
    const { activity } = session.issues.contents(issueId);
    const isKnown = activity.loaded || activity.error !== undefined;
    const wasOpen = isOpen(uri);
    if (!wasOpen) this.#snapshots.invalidate(uri);
    await open(uri);
    // What was loaded before is shown at once, and what is new comes after it.
    const isOld = loaded !== undefined;
    await Promise.all([isKnown ? activity.load() : undefined, isOld ? this.#renew(session, issueId, uri) : undefined]);
    if (wasOpen || isOld) this.#redraw(uri);
  }

  /** Fetches an issue again, whose list may have been loaded long ago. What fails here fails for the activity, and is said there. */
  async #renew(session: Session, issueId: string, uri: vscode.Uri): Promise<void> {
    try {
      const issue = await session.api.issues.get(issueId);
      session.issues.put(issue);
      this.#issues.set(uri.toString(), issue);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
    }
  }

  /** Opens one entry of an issue's activity by itself. @throws NotFoundError when it is not (any more) there */
  async showEntry(session: Session, issueId: string, entryId: string): Promise<ActivityEntry> {
    const issue = await session.issues.find(issueId);
    const entry = await findEntry(session, issueId, entryId);
    if (entry === undefined)
      throw new InvalidArgumentError('entryId', vscode.l10n.t('Entry not found in the activity.'));
    const shown = { connectionId: session.connection.id, issueId, view: 'entry', entryId } as const;
    await open(activityUri(shown, issue.triage_id, entry.type));
    return entry;
  }

  /** Follows a run that has just been asked for, while the document is shown. */
  #followRun(session: Session, issueId: string, uri: vscode.Uri): void {
    this.#watch.follow(this.#watched(session, issueId, uri), true);
  }

  /** A document's content. Says what is wrong rather than failing. */
  content(uri: vscode.Uri): Promise<Content> {
    return this.#snapshots.get(uri, isOpen(uri));
  }

  /** Links of a document. */
  async links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const page = await this.#pageOf(document);
    return (page?.links ?? []).map((link) => {
      const range = new vscode.Range(link.line, link.from, link.line, link.to);
      const made = new vscode.DocumentLink(range, vscode.Uri.parse(commandAddress(link), true));
      made.tooltip = link.tooltip;
      return made;
    });
  }

  /** Code lenses of a document. */
  async lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const page = await this.#pageOf(document);
    return (page?.actions ?? []).map(({ line, title, command, args }) => {
      const range = new vscode.Range(line, 0, line, 0);
      return new vscode.CodeLens(range, { title, command, arguments: [argsOf(args)] });
    });
  }

  /**
   * The page that the editor shows of a document, which may be older than the newest one. Undefined for what is older still:
   * the editor asks again once it has the new one.
   */
  async #pageOf(document: vscode.TextDocument): Promise<Page | undefined> {
    await this.#snapshots.get(document.uri, true);
    return this.#snapshots.findByText(document.uri, document.getText());
  }

  #redraw(uri: vscode.Uri): void {
    this.#snapshots.invalidate(uri);
    this.#changed.fire(uri);
  }

  async #page(uri: vscode.Uri): Promise<Page> {
    const shown = parseActivityUri(uri);
    if (shown === undefined) return pageOf([[vscode.l10n.t('Nothing here.')]]);
    const { connectionId, issueId, entryId } = shown;
    const place: Place = { connectionId, issueId };
    try {
      const session = this.#services.session(connectionId);
      this.#follow(session);
      const issue = await this.#issueOf(session, issueId, uri);
      if (entryId === undefined) return await this.#activity(session, place, issue, uri);
      const entry = await findEntry(session, issueId, entryId);
      return entry === undefined
        ? pageOf([[vscode.l10n.t('Entry not found in the activity.')]])
        : entryPage(issue, entry, wordsOf(session, issue));
    } catch (error) {
      return pageOf([[failureLine(place, error)]]);
    }
  }

  async #activity(session: Session, place: Place, issue: Issue, uri: vscode.Uri): Promise<Page> {
    const { issueId } = place;
    const { activity } = session.issues.contents(issueId);
    if (!activity.loaded && activity.error === undefined) await activity.all(loadedPages);
    if (issue.is_processing) this.#watch.follow(this.#watched(session, issueId, uri), false);
    const waiting = session.outbox.entries.filter((entry) => entry.issueId === issueId);
    return activityPage(place, issue, activity, waiting, wordsOf(session, issue));
  }

  async #issueOf(session: Session, issueId: string, uri: vscode.Uri): Promise<Issue> {
    const issue =
      session.issues.get(issueId) ?? this.#issues.get(uri.toString()) ?? (await session.issues.find(issueId));
    this.#issues.set(uri.toString(), issue);
    return issue;
  }

  #watched(session: Session, issueId: string, uri: vscode.Uri): WatchedIssue {
    return {
      follower: uri.toString(),
      session,
      issueId,
      isShown: () => isVisible(uri),
      onUpdate: (issue) => {
        this.#issues.set(uri.toString(), issue);
        this.#redraw(uri);
      },
      onEnd: (issue) => this.questions.notify(session, issue),
    };
  }

  /** A document that comes into view again goes on with what it was following. */
  #resume(uri: vscode.Uri): void {
    const shown = parseActivityUri(uri);
    if (shown?.view === 'activity' && this.#issues.get(uri.toString())?.is_processing === true) this.#redraw(uri);
  }

  /** Redraws the documents of a session when something on their issue changed; what we wrote has left a trace there. */
  #follow(session: Session): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.onDidChange(({ issueId }) => {
      for (const uri of openDocuments(session, issueId, 'activity')) this.#redraw(uri);
    });
    session.outbox.onDidChange(({ state, issueId, kind }) => {
      if (state !== 'delivered') return;
      const seen = openDocuments(session, issueId, 'activity').filter(isVisible);
      if (seen.length > 0) void session.issues.contents(issueId).activity.load();
      // A comment may have started a run, too.
      if (kind !== promptNorm.name && kind !== addComment.name) return;
      for (const uri of seen) this.#followRun(session, issueId, uri);
    });
  }
}

async function open(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

async function findEntry(session: Session, issueId: string, entryId: string): Promise<ActivityEntry | undefined> {
  const { activity } = session.issues.contents(issueId);
  await activity.all(loadedPages);
  if (!activity.loaded) throw activity.error;
  return activity.items.find(({ id }) => id === entryId);
}

/** The values of a change are not documented: one that is no member's ID may be a name. */
const wordsOf = (session: Session, issue: Issue): EntryWords => ({
  personOf: personWords(session, issue.org_id, (person) => person),
  secondsOf: (callId, index) => session.transcripts.secondsOf(callId, index),
});

const isOpen = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

const isVisible = (uri: vscode.Uri): boolean =>
  vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());

/** The open documents about an issue, or about any when none is named. */
function openDocuments(session: Session, issueId: string | null, view: ActivityUriParts['view']): vscode.Uri[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const shown = parseActivityUri(uri);
    const isIt = shown?.connectionId === session.connection.id && shown.view === view;
    return isIt && (issueId === null || shown.issueId === issueId) ? [uri] : [];
  });
}

/** The window's documents. */
export function documentsOf(services: Services): ActivityDocuments {
  return services.once(ActivityDocuments);
}
