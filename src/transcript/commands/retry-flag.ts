import { defineCommand } from '../../editor/command.ts';
import { failedFlag, failedFlagArgs } from '../failed-flag.ts';

/** Sends a flag that is not stored again. */
export default defineCommand({
  args: failedFlagArgs,
  async run(services, args) {
    const { session, entry } = failedFlag(services, args);
    await session.outbox.retry(entry.id);
    return { entryId: entry.id };
  },
});
