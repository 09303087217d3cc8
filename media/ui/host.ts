import type { Handlers } from '../../src/shared/messages.ts';

/** The editor's side of a webview: messages to the host, and the state the editor keeps for the page. */
export interface Host<PageMessage> {
  readonly post: (message: PageMessage) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

/** Acquires the editor's side of the webview, which it gives away once. */
export function acquireHost<PageMessage>(): Host<PageMessage> {
  const { postMessage, getState, setState } = acquireVsCodeApi();
  return { post: (message) => postMessage(message), getState, setState };
}

interface Message {
  readonly type: string;
}

/** Hands each message of the host to its handler; anything else that reaches the window is ignored. */
export function listen<M extends Message>(handlers: Handlers<M>): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (typeof data !== 'object' || data === null) return;
    const type: unknown = Reflect.get(data, 'type');
    if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) return;
    const handle = handlers[type as M['type']] as (message: object) => void;
    handle(data);
  });
}
