import { defineCommand } from '../../editor/command.ts';
import { askAnyConnection, connectionTarget } from '../ask-connection.ts';
import { test, testAndTell } from '../test-and-tell.ts';

/** Says which of address, DNS, connection, TLS, proxy, HTTP or key is at fault, or that all is well. */
export default defineCommand({
  args: connectionTarget,
  async run(services, { connectionId }, call) {
    const { id } = await askAnyConnection(services, connectionId, call);
    return call.fromUi ? testAndTell(services, id) : test(services, id, new AbortController().signal);
  },
});
