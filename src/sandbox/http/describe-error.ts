import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * Describes what is wrong with a request: "limit: must be at most 100; order: must be one of asc, desc". Zod's own messages
 * are not used, since they depend on a locale that may be set elsewhere in the process.
 * @param at path of the part that was parsed
 */
export function describeError(error: z.core.$ZodError, at: readonly PropertyKey[] = []): string {
  return error.issues.flatMap((issue) => faults({ ...issue, path: [...at, ...issue.path] })).join('; ');
}

function faults(issue: Issue): string[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${[...issue.path, key].join('.')}: is not a known name`);
  }
  return [`${path || 'body'}: ${rule(issue)}`];
}

function rule(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must ${bound(issue.origin, 'at least', String(issue.minimum))}`;
    case 'too_big':
      return `must ${bound(issue.origin, 'at most', String(issue.maximum))}`;
    case 'custom':
      return issue.message;
    default:
      return 'has the wrong form';
  }
}

function bound(origin: string, direction: string, limit: string): string {
  if (origin === 'string') return `have ${direction} ${limit} characters`;
  if (origin === 'array') return `have ${direction} ${limit} items`;
  return `be ${direction} ${limit}`;
}

function article(kind: string): string {
  if (kind === 'int') return 'a whole number';
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
