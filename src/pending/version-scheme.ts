/** Addresses of an issue's texts as the service has them, and as a pending change would make them. */
export const versionScheme = 'call-triage-version';
