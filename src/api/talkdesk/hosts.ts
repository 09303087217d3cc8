/** The documented regions. Canada has `ca` within the name, as in `talkdeskappca.com`. */
export const talkdeskRegions = ['US', 'EU', 'CA', 'AU'] as const;
export type TalkdeskRegion = (typeof talkdeskRegions)[number];

const domains: Readonly<Record<TalkdeskRegion, { readonly api: string; readonly id: string }>> = {
  US: { api: 'talkdeskapp.com', id: 'talkdeskid.com' },
  EU: { api: 'talkdeskapp.eu', id: 'talkdeskid.eu' },
  CA: { api: 'talkdeskappca.com', id: 'talkdeskidca.com' },
  AU: { api: 'talkdeskapp.au', id: 'talkdeskid.au' },
};

/** An account's name, which is part of a host. */
const accountPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

export function isTalkdeskAccount(text: string): boolean {
  return accountPattern.test(text);
}

/** Returns the URLs of the API and of the token endpoint of an account. */
export function talkdeskHosts(
  account: string,
  region: TalkdeskRegion,
): { readonly baseUrl: string; readonly tokenUrl: string } {
  const { api, id } = domains[region];
  return { baseUrl: `https://api.${api}`, tokenUrl: `https://${account.toLowerCase()}.${id}/oauth/token` };
}
