import { Hono } from 'hono';
import { notFound, refused, Refusal } from './http/answers.ts';
import type { App, Env, Sandbox } from './http/context.ts';
import { applyFaults } from './http/faults.ts';
import { requireKey, requireLoopback } from './http/guard.ts';
import { allRoutes } from './routes/index.ts';
import { linkedRecordings, RecordingLinks, recordings } from './routes/recordings.ts';

export interface AppOptions {
  readonly sandbox: Sandbox;
  readonly key: string;
  /** Returns the port once the server listens. */
  readonly port: () => number;
}

/**
 * Creates the sandbox's app. A request passes the log, the check of its address, the check of the key, the fault switches and
 * its route, in this order. Links to recordings are signed and need no key.
 */
export function createApp({ sandbox, key, port }: AppOptions): App {
  const app: App = new Hono<Env>();

  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    // Reading the log does not change it.
    const isLogRequest = pathname === '/sandbox/requests';
    const update = isLogRequest ? undefined : sandbox.requests.add(c.req.method, pathname, search);
    c.env.outgoing.once('close', () => update?.({ open: false }));
    await next();
    if (!c.env.incoming.socket.destroyed) update?.({ status: c.res.status });
  });
  app.use(requireLoopback(port));
  const links = new RecordingLinks();
  linkedRecordings(app, sandbox, links);
  app.use(requireKey(key));
  app.use(applyFaults(sandbox.faults));
  for (const routes of allRoutes) routes(app, sandbox);
  recordings(app, sandbox, links);

  app.notFound((c) => refused(c, notFound(`${c.req.method} ${c.req.path}`)));
  app.onError((error, c) => {
    if (error instanceof Refusal) return refused(c, error);
    return refused(c, new Refusal(500, 'INTERNAL_SERVER_ERROR', 'The sandbox could not do that.'));
  });
  return app;
}
