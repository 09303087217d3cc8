import { defineCommand } from '../../editor/command.ts';
import { failedFlag, failedFlagArgs } from '../failed-flag.ts';

/** Gives a flag up that is not stored. */
export default defineCommand({
  args: failedFlagArgs,
  async run(services, args) {
    const { session, entry } = failedFlag(services, args);
    await session.outbox.discard(entry.id);
    return { entryId: entry.id };
  },
});
