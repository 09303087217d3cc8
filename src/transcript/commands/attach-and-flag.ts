import { defineCommand } from '../../editor/command.ts';
import { failedFlag, failedFlagArgs } from '../failed-flag.ts';

/** Attaches the call of a refused flag to its issue, and sends the flag again. */
export default defineCommand({
  args: failedFlagArgs,
  async run(services, args) {
    const { session, entry } = failedFlag(services, args);
    await session.outbox.amend(entry.id, { ...entry.payload, attach: true });
    return { entryId: entry.id };
  },
});
