import type { Role } from '../../shared/transcript.ts';

/** Words for who speaks: the service's own, and what other platforms and exports call the same. */
const words: Readonly<Record<Exclude<Role, 'other'>, readonly string[]>> = {
  caller: [
    'user',
    'caller',
    'customer',
    'human',
    'client',
    'consumer',
    'enduser',
    'callee',
    'contact',
    'lead',
    'guest',
    'patient',
    'person',
    'prospect',
  ],
  agent: [
    'assistant',
    'agent',
    'bot',
    'ai',
    'aiagent',
    'aiassistant',
    'voiceagent',
    'voicebot',
    'chatbot',
    'virtualagent',
    'virtualassistant',
    'model',
    'llm',
    'operator',
    'representative',
    'rep',
    'receptionist',
  ],
  robot: ['robot'],
  action: ['agentaction'],
};

const roles = new Map(
  Object.entries(words).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)),
);

/** The role that a service's word for a speaker means, whatever its case, signs and number; `other` for a word not known. */
export function speakerRole(word: string | null): Role {
  if (word === null || word.length > 40) return 'other';
  return roles.get(word.toLowerCase().replace(/[^\p{L}]/gu, '')) ?? 'other';
}
