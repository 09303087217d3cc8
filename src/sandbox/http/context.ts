import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Store } from '../state/store.ts';
import type { Desk } from '../talkdesk/desk.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface Env {
  readonly Bindings: HttpBindings;
}

export type App = Hono<Env>;

/** What the routes of one running sandbox stand on. */
export interface Sandbox {
  readonly store: Store;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Talkdesk's side: who may ask it for what. */
  readonly desk: Desk;
}

/** One resource's operations: adds them to the server. */
export type Routes = (app: App, sandbox: Sandbox) => void;
