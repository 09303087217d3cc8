import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { plainTooltip } from '../editor/trees/tooltip.ts';
import { messageName } from '../editor/words/messages.ts';
import { loggedAs } from '../shared/logged-as.ts';
import type { FlaggedNode, LoadedFlag } from '../triage/code/node-flags.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { onFlagsChanged, showsFlags } from './flag-changes.ts';
import { flaggedNodesIn } from './loaded-flags.ts';

/** A flag as a comment. Its menu leads to the message: it is the argument of that command. */
class FlagComment implements vscode.Comment {
  readonly [fromView] = true;
  readonly contextValue = 'flag';
  readonly mode = vscode.CommentMode.Preview;
  readonly connectionId: string;
  readonly issueId: string;
  readonly callId: string;
  readonly flagId: string;
  readonly messageIndex: number | null;
  readonly author: vscode.CommentAuthorInformation;
  readonly body: vscode.MarkdownString;

  constructor({ connectionId, issueId, flag }: LoadedFlag, code: string, seconds: number | null) {
    this.connectionId = connectionId;
    this.issueId = issueId;
    this.callId = flag.call_id;
    this.flagId = flag.id;
    this.messageIndex = flag.message_index;
    this.author = { name: forDisplay(printable(`${code} ${flag.type}`.trim())) };
    const place = flag.message_index === null ? vscode.l10n.t('Whole call') : messageName(flag.message_index, seconds);
    this.body = plainTooltip([
      [place, printable(flag.message_text ?? '') || '—'],
      flag.note === '' ? undefined : [vscode.l10n.t('Note'), printable(flag.note)],
    ]);
  }
}

interface Shown {
  readonly uri: vscode.Uri;
  readonly thread: vscode.CommentThread;
  /** The flags that the comments were made of. */
  readonly flags: string;
}

/** The comment threads of flags on nodes. They are made when they are asked for, and follow the flags from then on. */
export class FlagThreads implements vscode.Disposable {
  readonly #services: Services;
  readonly #controller = vscode.comments.createCommentController('callTriage.flags', 'Call Triage');
  readonly #shown = new Map<string, Shown>();
  readonly #subscriptions: vscode.Disposable;
  /** One renewal follows the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    const report = (error: unknown): void => services.log.warn(`Flags on files stay as they were: ${loggedAs(error)}`);
    this.#subscriptions = vscode.Disposable.from(
      onDidChangeMasked(() => this.#clear()),
      onFlagsChanged(services, () => {
        if (this.#shown.size > 0) this.#work = this.#work.then(() => this.#renew()).catch(report);
      }),
    );
  }

  /** Shows the flags of a node on its line. Those that were there before are replaced. */
  show(uri: vscode.Uri, flagged: FlaggedNode): void {
    const key = keyOf(uri, flagged);
    this.#drop(key);
    const thread = this.#controller.createCommentThread(uri, lineOf(flagged), this.#comments(flagged));
    thread.canReply = false;
    thread.label = vscode.l10n.t('Flags of loaded issues');
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#shown.set(key, { uri, thread, flags: JSON.stringify(flagged.flags) });
  }

  dispose(): void {
    this.#clear();
    this.#subscriptions.dispose();
    this.#controller.dispose();
  }

  /** Shows the flags as they are now; a thread without any goes, and each stays open or closed. */
  async #renew(): Promise<void> {
    const uris = new Map([...this.#shown.values()].map(({ uri }) => [uri.toString(), uri]));
    for (const uri of uris.values()) {
      const nodes = showsFlags(uri) ? await flaggedNodesIn(this.#services, uri) : [];
      const byKey = new Map(nodes.map((flagged) => [keyOf(uri, flagged), flagged]));
      for (const [key, shown] of this.#shown) {
        if (shown.uri.toString() !== uri.toString()) continue;
        const flagged = byKey.get(key);
        if (flagged === undefined) this.#drop(key);
        else this.#replace(key, shown, flagged);
      }
    }
  }

  #replace(key: string, { uri, thread, flags: before }: Shown, flagged: FlaggedNode): void {
    const flags = JSON.stringify(flagged.flags);
    if (flags === before) return;
    thread.range = lineOf(flagged);
    thread.comments = this.#comments(flagged);
    this.#shown.set(key, { uri, thread, flags });
  }

  #comments({ flags }: FlaggedNode): FlagComment[] {
    return flags.map((one) => {
      const session = this.#services.session(one.connectionId);
      const { call_id: callId, message_index: index } = one.flag;
      const seconds = index === null ? null : session.transcripts.secondsOf(callId, index);
      return new FlagComment(one, session.issues.get(one.issueId)?.triage_id ?? '', seconds);
    });
  }

  #drop(key: string): void {
    this.#shown.get(key)?.thread.dispose();
    this.#shown.delete(key);
  }

  #clear(): void {
    for (const key of this.#shown.keys()) this.#drop(key);
  }
}

function keyOf(uri: vscode.Uri, { node }: FlaggedNode): string {
  return `${uri.toString()} ${node.pointer} ${node.id ?? node.name ?? ''}`;
}

function lineOf({ node }: FlaggedNode): vscode.Range {
  return new vscode.Range(node.range.line, 0, node.range.line, 0);
}
