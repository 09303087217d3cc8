import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { isAlive } from '../state/imports.ts';
import type { Fault } from '../state/schema.ts';
import type { Store } from '../state/store.ts';
import type { Env } from './context.ts';
import type { FaultSwitch } from './fault-schema.ts';

/**
 * The fault switches that are set, in whichever window: they hold as long as the process that set them. The first that matches
 * a request is used.
 */
export class Faults {
  readonly #store: Store;
  #ending = new AbortController();

  constructor(store: Store) {
    this.#store = store;
  }

  async add(rule: FaultSwitch): Promise<void> {
    const fault = { id: randomUUID(), pid: process.pid, rule, left: rule.times ?? null };
    await this.#store.change((before) => ({
      state: { ...before, faults: [...before.faults.filter(({ pid }) => isAlive(pid)), fault] },
      result: undefined,
    }));
  }

  /** Removes every switch, and lets requests go on at once that are delayed here. */
  async clear(): Promise<void> {
    await this.#store.change((before) => ({ state: { ...before, faults: [] }, result: undefined }));
    this.endDelays();
  }

  endDelays(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  /** The middleware that applies them. The switches' own address is never met: it must stay possible to clear them. */
  readonly apply: MiddlewareHandler<Env> = async (c, next) => {
    const fault = await this.#take(c.req.method, c.req.path);
    if (fault === undefined) return await next();
    switch (fault.kind) {
      case 'status':
        return answerInstead(fault);
      case 'delay':
        await delay(fault.ms, undefined, { signal: this.#ending.signal }).catch(() => undefined);
        return await next();
      case 'reset':
        return cut(c);
      case 'reset_after':
        await next();
        return replace(c, cut(c));
      case 'truncate':
        await next();
        return replace(c, await breakOff(c));
      case 'garbage':
        await next();
        return replace(c, new Response('{"data": [<html>', { headers: { 'content-type': 'application/json' } }));
    }
  };

  async #take(method: string, path: string): Promise<FaultSwitch['fault'] | undefined> {
    if (path === '/sandbox/faults') return undefined;
    const meets = ({ left, pid, rule }: Fault): boolean =>
      left !== 0 && isAlive(pid) && matches(rule.match, method, path);
    if (!(await this.#store.read()).faults.some(meets)) return undefined;
    return await this.#store.change((before) => {
      const found = before.faults.find(meets);
      const left = found?.left ?? null;
      if (left === null) return { state: before, result: found?.rule.fault };
      const faults = before.faults.map((one) => (one === found ? { ...one, left: left - 1 } : one));
      return { state: { ...before, faults }, result: found?.rule.fault };
    });
  }
}

function matches(match: FaultSwitch['match'], method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  const wanted = match.path ?? '/v1/';
  return wanted.startsWith('^') ? new RegExp(wanted).test(path) : path.startsWith(wanted);
}

function answerInstead(fault: Extract<FaultSwitch['fault'], { kind: 'status' }>): Response {
  const { body, status, headers } = fault;
  const bodiless = body === undefined || status === 204 || status === 304;
  const text = typeof body === 'string';
  return new Response(bodiless ? null : text ? body : JSON.stringify(body), {
    status,
    headers: { ...(bodiless ? {} : { 'content-type': text ? 'text/plain' : 'application/json' }), ...headers },
  });
}

function cut(c: Context<Env>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole length, sends half of it and cuts the connection. */
async function breakOff(c: Context<Env>): Promise<Response> {
  const whole = Buffer.from(await c.res.arrayBuffer());
  const { outgoing, incoming } = c.env;
  outgoing.writeHead(c.res.status, { 'content-type': 'application/json', 'content-length': Math.max(whole.length, 2) });
  const half = whole.length < 2 ? Buffer.from('{') : whole.subarray(0, whole.length / 2);
  await new Promise<void>((sent) => {
    outgoing.write(half, () => sent());
  });
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The middleware before this one has set an answer already; hono merges headers unless it is taken away first. */
function replace(c: Context<Env>, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}
