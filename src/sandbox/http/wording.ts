import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a request, naming every path at fault: "limit: must be at most 100; order: must be one of asc,
 * desc". Worded from the issues' codes, so that a locale set elsewhere in the process changes nothing.
 * @param at where in the request the part that was read stands
 */
export function wording(error: z.core.$ZodError, at: readonly PropertyKey[] = []): string {
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
