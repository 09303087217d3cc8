import { forDisplay } from '../editor/privacy.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable, type Transcript } from '../triage/transcript/transcript.ts';

/** Names by the id of what is called so. */
type Names = ReadonlyMap<string, string>;

/** What was asked for in this window already. */
const answers = new WeakMap<Session, Map<string, Promise<Names>>>();

/**
 * The names of what a call's header has ids of, by the header's fields. Read under an issue, the service says both
 * (Affected Resources); otherwise it names personas only. Never fails: what cannot be named stays an id.
 */
export async function headerNames(
  session: Session,
  issueId: string | null,
  { callId, details }: Transcript,
): Promise<Readonly<Record<string, string>>> {
  const { persona_id: persona, pathway_id: pathway } = details;
  if (persona === null && pathway === null) return {};
  const { api, personas } = session;
  const found = new Map<string, string>();
  if (issueId !== null) {
    const affected = await once(session, `${issueId}/${callId}`, async () => {
      const { personas, pathways } = await api.affected.get(issueId);
      return new Map([
        ...personas.map((one) => [one.persona_id, one.persona_name] as const),
        ...pathways.map((one) => [one.pathway_id, one.pathway_name] as const),
      ]);
    });
    for (const [id, name] of affected) found.set(id, name);
  }
  if (persona !== null && !found.has(persona)) {
    const named = await once(session, persona, async () => {
      const { name } = await personas.find(persona);
      return new Map([[persona, name]]);
    });
    found.set(persona, named.get(persona) ?? '');
  }
  const fields = Object.entries({ persona, pathway }).flatMap(([field, id]) => {
    const name = printable(found.get(id ?? '') ?? '').trim();
    return name === '' || name === id ? [] : [[field, forDisplay(name)] as const];
  });
  return Object.fromEntries(fields);
}

/** Asks once; what failed is asked for again the next time. */
async function once(session: Session, what: string, ask: () => Promise<Names>): Promise<Names> {
  const asked = answers.get(session) ?? new Map<string, Promise<Names>>();
  answers.set(session, asked);
  const answer = asked.get(what) ?? ask();
  asked.set(what, answer);
  try {
    return await answer;
  } catch {
    asked.delete(what);
    return new Map();
  }
}
