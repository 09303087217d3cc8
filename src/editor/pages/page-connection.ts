import type * as vscode from 'vscode';
import type { Handlers } from '../../shared/messages.ts';

interface Message {
  readonly type: string;
}

/** One handler per message of the page: a missing one does not compile. */
export type PageHandlers<PageMessage extends Message> = Handlers<PageMessage, void | Promise<void>>;

/** The connection between a panel and its page. */
export class PageConnection<PageMessage extends Message, HostMessage extends Message> {
  readonly #webview: vscode.Webview;
  readonly #parse: (data: unknown) => PageMessage | undefined;
  #isLoaded = false;
  #isShowing = false;
  /** Messages for a page that shows the panel's content, in order. */
  #queued: HostMessage[] = [];

  /** @param parse returns a message of the page; undefined when it is invalid */
  constructor(webview: vscode.Webview, parse: (data: unknown) => PageMessage | undefined) {
    this.#webview = webview;
    this.#parse = parse;
  }

  /** The page has said that it is ready. Nothing is posted before that: it is sent the whole state then. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /**
   * Hands each message of the page to its handler. A message that does not parse is logged, without its content.
   *
   * @param failed takes what a handler throws
   */
  listen(
    handlers: PageHandlers<PageMessage>,
    log: Pick<vscode.LogOutputChannel, 'warn'>,
    failed: (error: unknown) => void,
  ): vscode.Disposable {
    let unknown = 0;
    return this.#webview.onDidReceiveMessage((data: unknown) => {
      const message = this.#parse(data);
      if (message === undefined) {
        unknown += 1;
        log.warn(`A page sent something unknown (${unknown} so far).`);
      } else void handle(handlers, message).catch(failed);
    });
  }

  ready(): void {
    this.#isLoaded = true;
  }

  post(message: HostMessage): void {
    if (this.#isLoaded) void this.#webview.postMessage(message);
  }

  /** Posts a message as soon as the page shows the panel's content. */
  postWhenShown(message: HostMessage): void {
    if (this.#isLoaded && this.#isShowing) this.post(message);
    else this.#queued.push(message);
  }

  /** The page is hidden, or shows something that is out of date. */
  holdQueue(): void {
    this.#isShowing = false;
  }

  /** The page has been sent the panel's content. */
  releaseQueue(): void {
    if (!this.#isLoaded) return;
    this.#isShowing = true;
    for (const message of this.#queued.splice(0)) this.post(message);
  }
}

async function handle<PageMessage extends Message>(
  handlers: PageHandlers<PageMessage>,
  message: PageMessage,
): Promise<void> {
  const type: PageMessage['type'] = message.type;
  const handler = handlers[type] as (message: PageMessage) => void | Promise<void>;
  await handler(message);
}
