import { maskPersonal } from '../../shared/mask.ts';
import type { Evidence, Person } from './bundle.ts';

/** Returns the evidence with personal data masked in everything that somebody wrote or said. Ids, times and types stay. */
export function maskEvidence(evidence: Evidence): Evidence {
  const { issue, calls, flags, comments, resources, missing } = evidence;
  return {
    ...evidence,
    masked: true,
    connection: maskPersonal(evidence.connection),
    issue: issue && {
      ...issue,
      title: maskPersonal(issue.title),
      description: maskPersonal(issue.description),
      category: maskPersonal(issue.category),
      owner: maskPerson(issue.owner),
      assignee: maskPerson(issue.assignee),
    },
    calls: calls.map((call) => ({
      ...call,
      from: text(call.from),
      to: text(call.to),
      errorMessage: text(call.errorMessage),
      transferredTo: text(call.transferredTo),
      summary: text(call.summary),
      variables: maskValue(call.variables),
      messages: call.messages.map((message) => ({ ...message, text: text(message.text) })),
    })),
    flags: flags.map((flag) => ({
      ...flag,
      messageText: text(flag.messageText),
      note: maskPersonal(flag.note),
      nodeName: text(flag.nodeName),
      author: maskPerson(flag.author),
    })),
    comments: comments.map((comment) => ({
      ...comment,
      author: maskPersonal(comment.author),
      text: maskPersonal(comment.text),
    })),
    resources: resources.map((resource) => ({ ...resource, title: maskPersonal(resource.title) })),
    missing: missing.map((one) => ({ ...one, reason: maskPersonal(one.reason) })),
  };
}

const text = (value: string | null): string | null => (value === null ? null : maskPersonal(value));

function maskPerson(person: Person | null): Person | null {
  return person && { ...person, name: text(person.name) };
}

/** A value of any shape. A number that would be masked as text becomes that text; names of fields are somebody's, too. */
function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskPersonal(value);
  if (typeof value === 'number') {
    const masked = maskPersonal(String(value));
    return masked === String(value) ? value : masked;
  }
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [maskPersonal(key), maskValue(inside)]));
}
