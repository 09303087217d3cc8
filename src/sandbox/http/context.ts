import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Store } from '../state/store.ts';
import type { Blobs } from '../talkdesk/blobs.ts';
import type { Desk } from '../talkdesk/desk.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface Env {
  readonly Bindings: HttpBindings;
}

export type App = Hono<Env>;

/** Where the state came from when this instance started, and the files it had to set aside. */
export interface Origin {
  readonly from: 'seed' | 'file';
  readonly set_aside: readonly string[];
}

/** What the routes of one running sandbox stand on. */
export interface Sandbox {
  /** New at every start: tells one runner from the next. */
  readonly instance: string;
  readonly store: Store;
  readonly found: Origin;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Talkdesk's side: who may ask it for what, and the bytes of the attachments. */
  readonly desk: Desk;
  readonly blobs: Blobs;
}

/** One resource's operations: adds them to the server. */
export type Routes = (app: App, sandbox: Sandbox) => void;
