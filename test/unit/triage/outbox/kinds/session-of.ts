import type { Item, Place } from './setup.ts';

/** A new session of Norm on the place's issue. @returns its id */
export async function createSession(place: Place): Promise<string> {
  const path = `/v1/triage/issues/${place.issueId}/agent-sessions`;
  return (await place.ask<{ data: Item }>('POST', path, {})).data.id;
}
