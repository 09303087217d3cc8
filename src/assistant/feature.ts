// What loads with the first tool call, the first start of the MCP server, or the command.
export { commands } from './commands.ts';
export { resolveServer } from './resolve-server.ts';
export { invokeTool, prepareTool } from './tools.ts';
