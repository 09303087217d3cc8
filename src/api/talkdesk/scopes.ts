/** What the four operations ask of a token, each something of its own. */
export const scopes = {
  request: 'attachments:request',
  write: 'attachments:write',
  read: 'attachments:read',
  download: 'attachments:download',
} as const;

export type Scope = (typeof scopes)[keyof typeof scopes];

/** What goes together: whoever needs the one will need the other next. */
export const scopeGroups: Readonly<Record<Scope, readonly Scope[]>> = {
  [scopes.request]: [scopes.request, scopes.write],
  [scopes.write]: [scopes.request, scopes.write],
  [scopes.read]: [scopes.read, scopes.download],
  [scopes.download]: [scopes.read, scopes.download],
};
