import { l10n } from 'vscode';
import type { Flag } from '../../api/bland/flags.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import type { Call } from '../call.ts';
import { excerpt } from '../words/format.ts';
import { askPick } from './ask.ts';
import { waitInUi } from '../progress.ts';

/** Asks for one of the stored flags of an issue, loaded if they are not. */
export async function askStoredFlag(
  session: Session,
  issueId: string,
  call: Call,
  title: string,
  isMeant: (flag: Flag) => boolean = () => true,
): Promise<Flag> {
  await waitInUi(call, l10n.t('Loading flags'), session.issues.loadFlags(issueId));
  const items = session.issues
    .contents(issueId)
    .flags.items.filter(isMeant)
    .map((flag) => ({
      label: printable(flag.type),
      description: excerpt(printable(flag.message_text ?? ''), 80),
      value: flag,
    }));
  return askPick<Flag>(call, 'flagId', title, items);
}
