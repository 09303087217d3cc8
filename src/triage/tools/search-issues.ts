import * as z from 'zod/mini';
import type { Issue } from '../../api/bland/issues.ts';
import { InvalidArgumentError } from '../errors.ts';
import { IssueFinder } from '../issues/find-issues.ts';
import { changeQuery, everything } from '../issues/queries.ts';
import { usualIssues } from './schemas.ts';
import type { ReadingTool } from './tool.ts';
import { answerOf, dataLine, dataRoom, fitting, quoting } from './untrusted.ts';

/**
 * A place in the list: the service's cursor of a page, its size, and how many issues of it were returned. An answer may end
 * within a page, since it has a limit of characters.
 */
const placeSchema = z.tuple([z.nullable(z.string()), z.int().check(z.minimum(1)), z.int().check(z.nonnegative())]);
type Place = z.output<typeof placeSchema>;

/** Lists issues, with a cursor for those that follow. */
export const searchIssues: ReadingTool<'calltriage_search_issues'> = async (args, { data, masked, signal }) => {
  const { query: search, status, severity, limit = usualIssues } = args;
  const [cursor, size, skipped] = args.cursor === undefined ? ([null, limit, 0] as const) : readPlace(args.cursor);
  const asked = {
    ...everything,
    query: changeQuery({}, { search, status: listOf(status), severity: listOf(severity) }),
  };
  const options = { limit: size, signal, ...(cursor === null ? {} : { cursor }) };
  const page = await new IssueFinder(data.api).page(asked, options);
  const rest = page.items.slice(skipped, skipped + limit);
  const lines = fitting(
    rest.map((issue) => lineOf(issue, quoting(masked))),
    dataRoom,
  );
  const through = skipped + lines.length;
  const next = page.nextCursor === cursor ? null : page.nextCursor;
  const after: Place | null =
    through < page.items.length ? [cursor, size, through] : next === null ? null : [next, limit, 0];
  const more = after === null ? 'There are no more.' : `There are more: pass the cursor ${writePlace(after)}`;
  const broken = page.broken.length === 0 ? '' : ` ${page.broken.length} on this page could not be read.`;
  if (lines.length === 0) return `No issues were found.${broken}${after === null ? '' : ` ${more}`}`;
  const head = `${lines.length} ${lines.length === 1 ? 'issue' : 'issues'}, the most recently active first.${broken}`;
  return answerOf({ head, source: 'triage issues', lines, foot: more });
};

function lineOf(issue: Issue, quote: (text: string, longest: number) => string): string {
  return dataLine({
    code: quote(issue.triage_id, 40),
    id: quote(issue.id, 100),
    title: quote(issue.title, 200),
    status: quote(issue.status, 40),
    severity: quote(issue.severity, 40),
    category: quote(issue.category, 64),
    evidence: issue.resource_count,
    flags: issue.flag_count,
    lastActivity: issue.last_activity_at,
    description: quote(issue.description, 300),
  });
}

const listOf = (value: string | readonly string[] | undefined): string[] | undefined =>
  value === undefined ? undefined : [value].flat();

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws InvalidArgumentError for a cursor that is not ours */
function readPlace(cursor: string): Place {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new InvalidArgumentError('cursor', 'The cursor is none that an earlier answer gave.');
  }
}
