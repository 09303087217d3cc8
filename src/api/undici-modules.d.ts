/**
 * Single files of undici. Its index also loads fetch, WebSocket, caches and mocks, which would be a third of the extension's
 * size. The package has no `exports`, so its files can be imported.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  export default Agent;
}
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export default buildConnector;
}
