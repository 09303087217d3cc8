import type { FlagType } from '../../api/bland/flag-types.ts';
import { allItems } from '../../api/pages.ts';
import { isoTime, parseTime } from '../../shared/time.ts';
import type { ReadingTool } from './tool.ts';
import { answerOf, dataLine, dataRoom, fitting, quoting } from './untrusted.ts';

/** Pages that are read: 500 types are more than a model can choose from. */
const maxPages = 5;

/** Lists the flag types, most used first. */
export const listFlagTypes: ReadingTool<'calltriage_list_flag_types'> = async (_args, { data, masked, signal }) => {
  const types: FlagType[] = [];
  const page = (cursor: string | undefined) => data.api.flagTypes.list({ cursor, limit: 100, signal });
  for await (const type of allItems(page, { maxPages })) types.push(type);
  if (types.length === 0) return 'No flag types are in use yet. A flag may have any type.';
  const quote = quoting(masked);
  const all = types
    .toSorted(
      (a, b) => b.usage_count - a.usage_count || (parseTime(b.last_used_at) ?? 0) - (parseTime(a.last_used_at) ?? 0),
    )
    .map((type) =>
      dataLine({
        type: quote(type.type, 100),
        uses: type.usage_count,
        lastUsed: isoTime(type.last_used_at),
        latestNote: quote(type.description, 120),
      }),
    );
  const lines = fitting(all, dataRoom);
  const foot = lines.length < all.length ? `${all.length - lines.length} that are used less are left out.` : undefined;
  return answerOf({
    head: `${all.length} flag types, the most used first. "latestNote" is the note of the latest flag of a type.`,
    source: 'flags that colleagues made',
    lines,
    foot,
  });
};
