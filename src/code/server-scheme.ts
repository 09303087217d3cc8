/** Addresses of nodes as the service has them. */
export const serverScheme = 'call-triage-node';
