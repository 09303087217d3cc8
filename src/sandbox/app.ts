import { Hono } from 'hono';
import { notFound, refused, Refusal } from './http/answers.ts';
import type { App, Env, Sandbox } from './http/context.ts';
import { keyHolderOnly, loopbackOnly } from './http/guard.ts';
import { RecordingLinks } from './recording/links.ts';
import { allRoutes } from './routes/index.ts';
import { linkedRecordings, recordings } from './routes/recordings.ts';

export interface AppOptions {
  readonly sandbox: Sandbox;
  readonly key: string;
  /** The port the server listens on. */
  readonly port: () => number;
}

/**
 * The sandbox's operations behind its guards. Every request passes, in this order: the log, the address it was sent
 * to, the key, the fault switches, its route. Links to recordings are signed and need no key.
 */
export function createApp({ sandbox, key, port }: AppOptions): App {
  const app: App = new Hono<Env>();

  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    // Who watches the log does not want to see themselves watching.
    const own = pathname === '/sandbox/requests';
    const note = own ? undefined : sandbox.requests.arrived(c.req.method, pathname, search);
    c.env.outgoing.once('close', () => note?.({ open: false }));
    await next();
    if (!c.env.incoming.socket.destroyed) note?.({ status: c.res.status });
  });
  app.use(loopbackOnly(port));
  const links = new RecordingLinks();
  linkedRecordings(app, sandbox, links);
  app.use(keyHolderOnly(key));
  app.use(sandbox.faults.apply);
  for (const routes of allRoutes) routes(app, sandbox);
  recordings(app, sandbox, links);

  app.notFound((c) => refused(c, notFound(`${c.req.method} ${c.req.path}`)));
  app.onError((error, c) => {
    if (error instanceof Refusal) return refused(c, error);
    return refused(c, new Refusal(500, 'INTERNAL_SERVER_ERROR', 'The sandbox could not do that.'));
  });
  return app;
}
