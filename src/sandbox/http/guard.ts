import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Refusal } from './answers.ts';
import type { Env } from './context.ts';

/**
 * Refuses requests of web pages. After DNS rebinding, a page sends a foreign name as `Host`; every cross-site request of a
 * page has an `Origin`. The extension sends neither.
 * @param port returns the port once the server listens
 */
export function requireLoopback(port: () => number): MiddlewareHandler<Env> {
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

/** Talkdesk's operations check access tokens, its storage presigned addresses. */
const hasOwnGuard = /^\/(?:oauth|attachments|talkdesk-storage)\//;

/** Requires the key in `authorization`, bare or as `Bearer <key>`; otherwise 401 `AUTH_FAILURE`. */
export function requireKey(key: string): MiddlewareHandler<Env> {
  const expected = digest(key);
  return async (c, next) => {
    if (hasOwnGuard.test(c.req.path)) return next();
    const given = (c.env.incoming.headers.authorization ?? '').replace(/^Bearer +/i, '');
    // Digests have the same length, so the comparison does not reveal the key's.
    if (!timingSafeEqual(digest(given), expected)) throw new Refusal(401, 'AUTH_FAILURE', 'Unauthorized');
    return next();
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
