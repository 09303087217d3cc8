import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { plainTooltip } from '../editor/trees/tooltip.ts';
import { messageName } from '../editor/words/messages.ts';
import type { FlaggedNode, LoadedFlag } from '../triage/code/node-flags.ts';
import { printable } from '../triage/transcript/transcript.ts';

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

/** The comment threads of flags on nodes. They are made when they are asked for, and go when masking changes. */
export class FlagThreads implements vscode.Disposable {
  readonly #services: Services;
  readonly #controller = vscode.comments.createCommentController('callTriage.flags', 'Call Triage');
  readonly #threads = new Map<string, vscode.CommentThread>();
  readonly #masking: vscode.Disposable;

  constructor(services: Services) {
    this.#services = services;
    this.#masking = onDidChangeMasked(() => this.#clear());
  }

  /** Shows the flags of a node on its line. Those that were there before are replaced. */
  show(uri: vscode.Uri, { node, flags }: FlaggedNode): void {
    const line = new vscode.Range(node.range.line, 0, node.range.line, 0);
    const key = `${uri.toString()} ${node.pointer} ${node.id ?? node.name ?? ''}`;
    this.#threads.get(key)?.dispose();
    const comments = flags.map((one) => {
      const session = this.#services.session(one.connectionId);
      const { call_id: callId, message_index: index } = one.flag;
      const seconds = index === null ? null : session.transcripts.secondsOf(callId, index);
      return new FlagComment(one, session.issues.get(one.issueId)?.triage_id ?? '', seconds);
    });
    const thread = this.#controller.createCommentThread(uri, line, comments);
    thread.canReply = false;
    thread.label = vscode.l10n.t('Flags of loaded issues');
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#threads.set(key, thread);
  }

  dispose(): void {
    this.#clear();
    this.#masking.dispose();
    this.#controller.dispose();
  }

  #clear(): void {
    for (const thread of this.#threads.values()) thread.dispose();
    this.#threads.clear();
  }
}
