import * as vscode from 'vscode';
import { notFound } from '../editor/errors/document-errors.ts';
import { explain } from '../editor/errors/explain.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import type { Services } from '../editor/services.ts';
import { Emitter } from '../shared/event.ts';
import type { Session } from '../triage/sessions/session.ts';
import { comparableText, type TextBlock, transcriptText } from '../triage/transcript/text.ts';
import { shownView } from './shown-view.ts';
import { readTextAddress, textAddress, type ShownText } from './text-address.ts';
import { textWords } from '../editor/words/messages.ts';

/** Texts that are kept at most. */
const kept = 64;

/** A text as it was read last. */
interface ReadText {
  readonly bytes: Uint8Array;
  readonly blocks: readonly TextBlock[];
  readonly lineOf: ReadonlyMap<number, number>;
  /** When it last changed, milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The texts of calls as files of a read-only file system: only files come back when the window is loaded again. They follow
 * flags and masking while they are open.
 */
export class TextFiles {
  readonly #services: Services;
  readonly #changed = new Emitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #texts = new Map<string, ReadText>();
  readonly #followed = new WeakSet<Session>();

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(
      onDidChangeMasked(() => void this.refresh(() => true)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
    services.connections.onDidChange(() => void this.refresh(() => true));
  }

  /** The text at an address; says what is wrong rather than failing. @throws FileNotFound for an address that is not ours */
  async read(uri: vscode.Uri): Promise<ReadText> {
    const shown = readTextAddress(uri);
    if (shown === undefined) throw notFound(uri);
    const key = uri.toString();
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = await this.#build(shown);
    // What was read without being opened in an editor is not kept for ever.
    const [oldest] = this.#texts.keys();
    if (this.#texts.size >= kept && oldest !== undefined) this.#texts.delete(oldest);
    this.#texts.set(key, text);
    return text;
  }

  /** Builds the texts anew that this is true of, and tells of those that read differently then. */
  async refresh(isMeant: (shown: ShownText) => boolean): Promise<void> {
    const meant = [...this.#texts].flatMap(([key, before]) => {
      const shown = readTextAddress(vscode.Uri.parse(key));
      return shown !== undefined && isMeant(shown) ? [{ key, before, shown }] : [];
    });
    await Promise.all(
      meant.map(async ({ key, before, shown }) => {
        const text = await this.#build(shown);
        if (this.#texts.get(key) !== before || Buffer.compare(before.bytes, text.bytes) === 0) return;
        // Two changes within a millisecond are two changes.
        this.#texts.set(key, { ...text, at: Math.max(text.at, before.at + 1) });
        this.#changed.fire(vscode.Uri.parse(key));
      }),
    );
  }

  async #build({ connectionId, callId, issueId, form }: ShownText): Promise<ReadText> {
    try {
      const session = this.#services.session(connectionId);
      this.#follow(session);
      const { view, missing } = await shownView({ session, callId, issueId });
      const words = textWords();
      if (form === 'compare') return textFile(comparableText(view, words));
      const notice = missing === undefined ? '' : explain(missing).sentence;
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

function textFile(text: string): ReadText {
  return { bytes: new TextEncoder().encode(text), blocks: [], lineOf: new Map(), at: Date.now() };
}

/** The window's texts. */
export function textFilesOf(services: Services): TextFiles {
  return services.once(TextFiles);
}

/** Opens a call's text where the last editor was, at a message when one is named. */
export async function openText(
  services: Services,
  shown: ShownText,
  messageIndex: number | undefined,
): Promise<vscode.Uri> {
  const uri = textAddress(shown);
  const files = textFilesOf(services);
  // One that is open already may be of a call that goes on, or say why it could not be read.
  await files.refresh(({ callId }) => callId === shown.callId);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = messageIndex === undefined ? undefined : (await files.read(uri)).lineOf.get(messageIndex);
  const at = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, { preview: true, ...(at === undefined ? {} : { selection: at }) });
  return uri;
}
