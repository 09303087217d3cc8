import { defaultBaseUrl } from '../triage/sessions/connection.ts';

/** The documented hosts; a key works on its own region's host only. */
export const regions: readonly { readonly name: string; readonly url: string }[] = [
  { name: 'United States', url: defaultBaseUrl },
  { name: 'Europe', url: 'https://eu.api.bland.ai' },
  { name: 'Canada', url: 'https://ca.api.bland.ai' },
  { name: 'Asia and Australia', url: 'https://asia.api.bland.ai' },
];
