/**
 * undici's parts by themselves. Its index also brings fetch, WebSocket, caches and mocks, which would make up a third of
 * everything that ships; the package has no `exports`, so its files can be named.
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
