import type * as vscode from 'vscode';
import type { KeptTimes } from '../triage/corrected/allowance.ts';

/**
 * When a connection's transcripts were corrected, kept over a reload of the window: the service goes on counting. What it
 * answered is not kept on the disk.
 */
export function correctedTimes(memento: vscode.Memento, owner: string): KeptTimes {
  const key = `corrected ${owner}`;
  return {
    get: () => {
      const kept = memento.get<unknown>(key);
      return Array.isArray(kept) ? kept.filter((time) => typeof time === 'number') : [];
    },
    keep: (times) => void memento.update(key, times),
  };
}
