import type * as vscode from 'vscode';
import type { HostMessage } from '../shared/messages.ts';

/** The way from a panel to its page. */
export class PageLink {
  readonly #webview: vscode.Webview;
  #loaded = false;
  #shows = false;
  /** What is to be done once the page is there and shows what is read. */
  #afterwards: HostMessage[] = [];

  constructor(webview: vscode.Webview) {
    this.#webview = webview;
  }

  /** The page has loaded: until then it hears nothing, and asks for the whole state by itself. */
  get loaded(): boolean {
    return this.#loaded;
  }

  greet(): void {
    this.#loaded = true;
  }

  post(message: HostMessage): void {
    if (this.#loaded) void this.#webview.postMessage(message);
  }

  /** Posts a message once what is read stands on the page. */
  when(message: HostMessage): void {
    if (this.#loaded && this.#shows) this.post(message);
    else this.#afterwards.push(message);
  }

  /** What stands on the page is not what is read any more. */
  leave(): void {
    this.#shows = false;
  }

  /** What is read stands on the page. */
  shown(): void {
    this.#shows = true;
    for (const message of this.#afterwards.splice(0)) this.post(message);
  }
}
