/** OAuth scopes of the four operations. */
export const scopes = {
  request: 'attachments:request',
  write: 'attachments:write',
  read: 'attachments:read',
  download: 'attachments:download',
} as const;

export type Scope = (typeof scopes)[keyof typeof scopes];

/** Scopes that are requested together, since one operation is followed by the other. */
export const scopeGroups: Readonly<Record<Scope, readonly Scope[]>> = {
  [scopes.request]: [scopes.request, scopes.write],
  [scopes.write]: [scopes.request, scopes.write],
  [scopes.read]: [scopes.read, scopes.download],
  [scopes.download]: [scopes.read, scopes.download],
};
