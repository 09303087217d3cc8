import * as vscode from 'vscode';
import { InvalidAddressError, InvalidKeyError, ServiceError } from '../../api/errors.ts';
import { TriageError } from '../../triage/errors.ts';
import { explainAddress } from './address.ts';
import { explainAgents } from './agents.ts';
import { explainCorrected } from './corrected.ts';
import { explainEvidence } from './evidence.ts';
import { explainGit } from './git.ts';
import { explainKey } from './key.ts';
import { explainNumbers } from './numbers.ts';
import { explainService } from './service.ts';
import { explainStorage } from './storage.ts';
import { explainTalkdesk } from './talkdesk.ts';
import { explainTriage } from './triage.ts';
import { type Explanation, showLog } from './explanation.ts';

/** Turns an error into a sentence and actions. Each family of errors has its own file. */
export function explain(error: unknown): Explanation {
  const special =
    explainNumbers(error) ??
    explainAgents(error) ??
    explainEvidence(error) ??
    explainTalkdesk(error) ??
    explainCorrected(error) ??
    explainStorage(error) ??
    explainGit(error);
  if (special !== undefined) return special;
  if (error instanceof TriageError) return explainTriage(error);
  if (error instanceof InvalidKeyError) return explainKey(error);
  if (error instanceof InvalidAddressError) return explainAddress(error);
  if (error instanceof ServiceError) return explainService(error);
  return {
    sentence: vscode.l10n.t('Something went wrong in Call Triage: {0}', oneLine(error)),
    remedies: [showLog()],
  };
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 200) ?? '';
}
