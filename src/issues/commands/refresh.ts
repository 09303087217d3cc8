import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { withViewProgress } from '../../editor/progress.ts';

/** Reloads what the views show. */
export default defineCommand({
  args: z.object({}),
  async run(services) {
    if (services.connections.active === undefined) {
      services.connections.reread();
      return;
    }
    const session = services.session();
    session.agentDirectory.forget();
    await withViewProgress(() =>
      Promise.all([
        session.issues.refresh(),
        session.calls.refresh(),
        session.agents.refresh(),
        session.personas.refresh(),
        session.flagTypes.load().catch(() => undefined),
      ]),
    );
  },
});
