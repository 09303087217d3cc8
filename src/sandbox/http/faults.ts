import { setTimeout as delay } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import type { Env } from './context.ts';

const pattern = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => !text.startsWith('^') || compiles(text), 'is not a regular expression'),
);

/** A switch: which requests it meets, how many of them, and what happens to them. */
export const faultSchema = z.strictObject({
  match: z.strictObject({
    method: z.optional(z.string().check(z.minLength(1))),
    /** The beginning of a path, or, when it begins with `^`, a regular expression. Without it: every path under /v1. */
    path: z.optional(pattern),
  }),
  /** How many requests it meets; without it, all until it is cleared. */
  times: z.optional(z.int().check(z.gte(1))),
  fault: z.discriminatedUnion('kind', [
    /** Answers instead of the operation, which does not happen. */
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().check(z.gte(200), z.lte(599)),
      /** A text is sent as it is, as text/plain; anything else as JSON. */
      body: z.optional(z.unknown()),
      headers: z.optional(z.record(z.string(), z.string())),
    }),
    /** The operation happens `ms` milliseconds later. */
    z.strictObject({ kind: z.literal('delay'), ms: z.int().check(z.gte(0), z.lte(600_000)) }),
    /** The connection is cut; the operation does not happen. */
    z.strictObject({ kind: z.literal('reset') }),
    /** The operation happens; the connection is cut in place of its answer. */
    z.strictObject({ kind: z.literal('reset_after') }),
    /** The operation happens; its answer breaks off half-way. */
    z.strictObject({ kind: z.literal('truncate') }),
    /** The operation happens; its answer is no JSON. */
    z.strictObject({ kind: z.literal('garbage') }),
  ]),
});

export type FaultSwitch = z.infer<typeof faultSchema>;
type Fault = FaultSwitch['fault'];

/** The fault switches that are set. The first that matches a request is used. */
export class Faults {
  #switches: { readonly rule: FaultSwitch; left: number }[] = [];
  #ending = new AbortController();

  add(rule: FaultSwitch): void {
    this.#switches.push({ rule, left: rule.times ?? Infinity });
  }

  /** Removes every switch, and lets delayed requests go on at once. */
  clear(): void {
    this.#switches = [];
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  /** The middleware that applies them. The switches' own address is never met: it must stay possible to clear them. */
  readonly apply: MiddlewareHandler<Env> = async (c, next) => {
    const fault = this.#take(c.req.method, c.req.path);
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

  #take(method: string, path: string): Fault | undefined {
    if (path === '/sandbox/faults') return undefined;
    const found = this.#switches.find(({ rule, left }) => left > 0 && matches(rule.match, method, path));
    if (found !== undefined) found.left -= 1;
    return found?.rule.fault;
  }
}

function matches(match: FaultSwitch['match'], method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  const wanted = match.path ?? '/v1/';
  return wanted.startsWith('^') ? new RegExp(wanted).test(path) : path.startsWith(wanted);
}

function compiles(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function answerInstead(fault: Extract<Fault, { kind: 'status' }>): Response {
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
