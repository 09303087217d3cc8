import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { FaultSwitches } from '../state/fault-switches.ts';
import type { Store } from '../state/store.ts';
import type { TalkdeskCredentials } from '../talkdesk/credentials.ts';
import type { RequestLog } from './request-log.ts';

export interface Env {
  readonly Bindings: HttpBindings;
}

export type App = Hono<Env>;

/** The parts of a running sandbox that its routes use. */
export interface Sandbox {
  readonly store: Store;
  readonly faults: FaultSwitches;
  readonly requests: RequestLog;
  readonly talkdesk: TalkdeskCredentials;
}

/** Adds the operations of one resource to the server. */
export type Routes = (app: App, sandbox: Sandbox) => void;
