import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { namedScenario, scenarioTargetArgs } from '../named-scenario.ts';
import { showScenario } from '../show-scenario.ts';

/** Opens a stored scenario as a read-only document. */
export default defineCommand({
  args: z.object(scenarioTargetArgs),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const scenario = await namedScenario(session, args, call);
    const uri = await showScenario(session, scenario);
    return { scenarioId: scenario.id, uri: uri.toString() };
  },
});
