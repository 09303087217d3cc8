import type { Connections } from '../editor/sessions/connections.ts';
import { isConnectionId } from '../triage/sessions/connection.ts';

/** Returns an unused connection ID based on a word, or on `otherwise` when the word is not a valid ID. */
export function freeId(connections: Connections, word: string, otherwise = word): string {
  const { connections: own, talkdesk } = connections.read();
  const taken = new Set([...own, ...talkdesk].map(({ id }) => id));
  const base = isConnectionId(word) && word !== 'env' ? word : otherwise;
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
