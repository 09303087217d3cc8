import * as vscode from 'vscode';
import type { Call } from '../../editor/call.ts';
import { notFound } from '../../editor/errors/document-errors.ts';
import { explain } from '../../editor/errors/explain.ts';
import { onDidChangeMasked } from '../../editor/masking.ts';
import { waitInUi } from '../../editor/progress.ts';
import type { Services } from '../../editor/services.ts';
import { textWords } from '../../editor/words/messages.ts';
import { Emitter } from '../../shared/event.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { comparableText, type TextBlock, transcriptText } from '../../triage/transcript/text.ts';
import { loadCallView } from '../view/view.ts';
import { type CallText, parseTextUri, textUri } from './text-uri.ts';

const maxCachedTexts = 64;

/** A text as it was built last. */
interface TextFile {
  readonly bytes: Uint8Array;
  readonly blocks: readonly TextBlock[];
  readonly lineOf: ReadonlyMap<number, number>;
  /** Time of the last change, milliseconds since the epoch. */
  readonly mtime: number;
}

/**
 * The texts of calls as files of a read-only file system: the editor restores only files after a reload. They are updated
 * when flags or masking change.
 */
export class TextFiles {
  readonly #services: Services;
  readonly #changed = new Emitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #texts = new Map<string, TextFile>();
  readonly #followed = new WeakSet<Session>();

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(
      onDidChangeMasked(() => void this.refresh(() => true)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
    services.connections.onDidChange(() => void this.refresh(() => true));
  }

  /** Returns the text at a URI. A call that cannot be loaded gives a text that says why. @throws FileNotFound for another URI */
  async read(uri: vscode.Uri): Promise<TextFile> {
    const shown = parseTextUri(uri);
    if (shown === undefined) throw notFound(uri);
    const key = uri.toString();
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = await this.#build(shown);
    // Closing an editor removes its text; those that were read without an editor are removed here.
    const [oldest] = this.#texts.keys();
    if (this.#texts.size >= maxCachedTexts && oldest !== undefined) this.#texts.delete(oldest);
    this.#texts.set(key, text);
    return text;
  }

  /** Rebuilds the cached texts that match, and fires for those that changed. */
  async refresh(matches: (shown: CallText) => boolean): Promise<void> {
    const matching = [...this.#texts].flatMap(([key, before]) => {
      const shown = parseTextUri(vscode.Uri.parse(key));
      return shown !== undefined && matches(shown) ? [{ key, before, shown }] : [];
    });
    await Promise.all(
      matching.map(async ({ key, before, shown }) => {
        const text = await this.#build(shown);
        if (this.#texts.get(key) !== before || Buffer.compare(before.bytes, text.bytes) === 0) return;
        // The editor tells versions apart by `mtime`, and two changes may fall into one millisecond.
        this.#texts.set(key, { ...text, mtime: Math.max(text.mtime, before.mtime + 1) });
        this.#changed.fire(vscode.Uri.parse(key));
      }),
    );
  }

  async #build({ connectionId, callId, issueId, form }: CallText): Promise<TextFile> {
    try {
      const session = this.#services.session(connectionId);
      this.#follow(session);
      const { view, error } = await loadCallView({ session, callId, issueId });
      const words = textWords();
      if (form === 'compare') return textFile(comparableText(view, words));
      const notice = error === undefined ? '' : explain(error).sentence;
      const { text, blocks, lineOf } = transcriptText(view, words, notice);
      return { ...textFile(text), blocks, lineOf };
    } catch (error) {
      return textFile(`${explain(error).sentence}\n`);
    }
  }

  #follow(session: Session): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.onDidChange(({ issueId }) => {
      const { id } = session.connection;
      void this.refresh((shown) => shown.connectionId === id && shown.form === 'read' && shown.issueId === issueId);
    });
  }
}

function textFile(text: string): TextFile {
  return { bytes: new TextEncoder().encode(text), blocks: [], lineOf: new Map(), mtime: Date.now() };
}

/** The texts of this window. */
export function textFilesOf(services: Services): TextFiles {
  return services.once(TextFiles);
}

/** Opens the text of a call in the active column, at a message if one is given. */
export async function openText(
  services: Services,
  shown: CallText,
  messageIndex: number | undefined,
  call: Call,
): Promise<vscode.Uri> {
  const uri = textUri(shown);
  const files = textFilesOf(services);
  // A cached text may be of a call that is still running, or say why it could not be loaded.
  const reading = files.refresh(({ callId }) => callId === shown.callId).then(() => files.read(uri));
  const { lineOf } = await waitInUi(call, vscode.l10n.t('Loading call'), reading);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = messageIndex === undefined ? undefined : lineOf.get(messageIndex);
  const at = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, { preview: true, ...(at === undefined ? {} : { selection: at }) });
  return uri;
}
