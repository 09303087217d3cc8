import { randomUUID } from 'node:crypto';
import type { Flag } from '../../api/bland/flags.ts';
import type { Scenario } from '../../api/bland/scenarios.ts';

/** The metadata of a scenario that is made of a flag: what it is found again by. */
export function scenarioMetadata(issueId: string, flag: Pick<Flag, 'id' | 'call_id'>) {
  return {
    source: 'call-triage',
    issue_id: issueId,
    flag_id: flag.id,
    call_id: flag.call_id,
    // Tells this write from a colleague's for the same flag.
    write_id: randomUUID(),
  };
}

const textIn = ({ metadata }: Pick<Scenario, 'metadata'>, name: string): string | null => {
  const value = metadata?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The mark of the write that made a scenario; null for one that was not made by this extension. */
export function markOf(scenario: Pick<Scenario, 'metadata'>): string | null {
  return textIn(scenario, 'write_id');
}

/** The flag that a scenario was made of; null where the service does not tell. */
export function flagIdOf(scenario: Pick<Scenario, 'metadata'>): string | null {
  return textIn(scenario, 'flag_id');
}

export function issueIdOf(scenario: Pick<Scenario, 'metadata'>): string | null {
  return textIn(scenario, 'issue_id');
}
