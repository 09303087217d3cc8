import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/shared/event.ts';
import type { HostMessage, PageMessage } from '../../../../src/shared/messages.ts';

/** A tab of the editor and the page in it: as in the editor, a page that is hidden is gone, and hears nothing. */
export class Tab {
  title = '';
  visible = true;
  active = true;
  revealed = 0;
  heard: HostMessage[] = [];
  readonly #said = new Emitter<unknown>();
  readonly #moved = new Emitter<void>();
  readonly #closed = new Emitter<void>();
  readonly #hears = new Emitter<HostMessage>();
  readonly onDidHear = this.#hears.event;
  readonly onDidChangeViewState = this.#moved.event;
  readonly onDidDispose = this.#closed.event;
  readonly webview = {
    cspSource: 'https://editor.example',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: this.#said.event,
    postMessage: async (message: HostMessage) => {
      if (!this.visible) return false;
      this.heard.push(message);
      this.#hears.fire(message);
      return true;
    },
  };

  /** The page is loaded, anew when it was hidden, and greets. */
  show(): void {
    this.visible = true;
    this.heard = [];
    this.#moved.fire();
    this.#said.fire({ type: 'ready' });
  }

  /** The page says something. */
  say(message: PageMessage): void {
    this.#said.fire(message);
  }

  reveal(): void {
    this.revealed += 1;
  }

  hide(): void {
    this.visible = false;
    this.#moved.fire();
  }

  dispose(): void {
    this.close();
  }

  close(): void {
    this.#closed.fire();
  }

  /** The last message of a type that the page has heard. */
  last<T extends HostMessage['type']>(type: T): Extract<HostMessage, { type: T }> | undefined {
    return this.heard.findLast((message): message is Extract<HostMessage, { type: T }> => message.type === type);
  }
}
