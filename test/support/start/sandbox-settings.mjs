// @ts-check
// The settings a started editor begins with. What is changed in it later stays.

export const sandboxSettings = {
  'callTriage.connections': [{ id: 'sandbox', kind: 'sandbox' }],
};

/** The variables that make the connection `env`, when the developer has set them. */
export const ownVariables = ['BLAND_API_KEY', 'BLAND_BASE_URL'];
