import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Refusal } from './answers.ts';
import type { Env } from './context.ts';

/**
 * Refuses what a web page could send. A page that got a foreign name resolved to 127.0.0.1 sends that name as `Host`,
 * and every cross-site request of a page carries `Origin`; the extension sends neither.
 * @param port the port the server listens on, once it does
 */
export function loopbackOnly(port: () => number): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { host, origin } = c.env.incoming.headers;
    const own = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    if (host === undefined || !own.includes(host.toLowerCase())) {
      throw new Refusal(403, 'FORBIDDEN', 'This server answers to its loopback address only.');
    }
    if (origin !== undefined) throw new Refusal(403, 'FORBIDDEN', 'This server does not answer web pages.');
    await next();
  };
}

/** Talkdesk has its own tokens, and a storage none at all: their routes ask for themselves. */
const hasOwnGuard = /^\/(?:oauth|attachments|talkdesk-storage)\//;

/** Asks for the key in `authorization`, bare or as `Bearer <key>`; no other header is read. 401 `AUTH_FAILURE`. */
export function keyHolderOnly(key: string): MiddlewareHandler<Env> {
  const expected = digest(key);
  return async (c, next) => {
    if (hasOwnGuard.test(c.req.path)) return next();
    const given = (c.env.incoming.headers.authorization ?? '').replace(/^Bearer +/i, '');
    // Digests have one length, so that the comparison tells nothing about the key's.
    if (!timingSafeEqual(digest(given), expected)) throw new Refusal(401, 'AUTH_FAILURE', 'Unauthorized');
    return next();
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
