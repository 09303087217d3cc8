import type { Handlers, HostMessage, PageMessage } from '../../src/shared/messages.ts';

export type Post = (message: PageMessage) => void;

/** Where the page writes to: messages to the host, and the state the editor keeps for it. */
export interface Host {
  readonly post: Post;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): {
  readonly postMessage: Post;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

/** The editor's side of the webview; it may be asked for once. */
export function acquireHost(): Host {
  const { postMessage, getState, setState } = acquireVsCodeApi();
  return { post: (message) => postMessage(message), getState, setState };
}

/** One handler per message of the host: a missing one does not compile. */
export type HostHandlers = Handlers<HostMessage>;

/** Hands each message of the host to its handler; anything else that reaches the window is ignored. */
export function listen(handlers: HostHandlers): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (typeof data !== 'object' || data === null) return;
    const type: unknown = Reflect.get(data, 'type');
    if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) return;
    const handle = handlers[type as HostMessage['type']] as (message: object) => void;
    handle(data);
  });
}
