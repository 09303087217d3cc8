import { setTimeout as delay } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { FaultSwitches } from '../state/fault-switches.ts';
import type { Env } from './context.ts';
import type { FaultSwitch } from './fault-schema.ts';

/** Applies the fault switches, but never to their own address: it must stay possible to clear them. */
export function applyFaults(switches: FaultSwitches): MiddlewareHandler<Env> {
  return async (c, next) => {
    const fault = c.req.path === '/sandbox/faults' ? undefined : await switches.take(c.req.method, c.req.path);
    if (fault === undefined) return await next();
    switch (fault.kind) {
      case 'status':
        return answerInstead(fault);
      case 'delay':
        await delay(fault.ms, undefined, { signal: switches.delaySignal }).catch(() => undefined);
        return await next();
      case 'reset':
        return cutConnection(c);
      case 'reset_after':
        await next();
        return replaceAnswer(c, cutConnection(c));
      case 'truncate':
        await next();
        return replaceAnswer(c, await sendHalf(c));
      case 'garbage':
        await next();
        return replaceAnswer(c, new Response('{"data": [<html>', { headers: { 'content-type': 'application/json' } }));
    }
  };
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

function cutConnection(c: Context<Env>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole length, sends half of the answer and cuts the connection. */
async function sendHalf(c: Context<Env>): Promise<Response> {
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

/** Sets another answer than the route's. Hono merges the headers of both unless the first is removed. */
function replaceAnswer(c: Context<Env>, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}
