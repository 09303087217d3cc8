import * as vscode from 'vscode';
import type { Session } from '../../triage/sessions/session.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { type BadReference, readReferences, type References } from '../../triage/issues/resource-reference.ts';
import type { Evidence } from './attach-evidence.ts';

/** Parses typed IDs and URLs, including URLs of the connection's own server. */
function parseReferences(session: Session, text: string, anyId: boolean): References {
  const { baseUrl, dashboardUrl } = session.connection;
  const origins = [baseUrl, dashboardUrl].flatMap((url) => ((url ?? null) === null ? [] : [new URL(url ?? '').origin]));
  return readReferences(text, { origins, anyId });
}

/** Returns the evidence named in a text, and the problem with the rest of it. */
export function parseEvidence(
  session: Session,
  text: string,
  resourceType: string,
  anyId: boolean,
): { readonly evidence: readonly Evidence[]; readonly problem: string | undefined } {
  const { found, bad } = parseReferences(session, text, anyId);
  const other = found.find(({ type }) => type !== null && type !== resourceType);
  return {
    evidence: found.filter((one) => one !== other).map(({ id }) => ({ resourceType, resourceId: id })),
    problem: bad[0] === undefined ? other && otherKindSentence(other.id, resourceType) : faultSentence(bad[0]),
  };
}

/**
 * Returns a script's ID unchanged, or the ID in a URL.
 *
 * @throws InvalidArgumentError when the URL has none
 */
export function parseEvidenceId(session: Session, argument: string, given: string, resourceType: string): string {
  if (!given.includes('://')) return given;
  const { evidence, problem } = parseEvidence(session, given, resourceType, false);
  const [only] = evidence;
  if (problem === undefined && only !== undefined && evidence.length === 1) return only.resourceId;
  throw new InvalidArgumentError(argument, problem ?? vscode.l10n.t('Enter one URL at a time.'));
}

function otherKindSentence(id: string, wanted: string): string {
  return wanted === 'call'
    ? vscode.l10n.t('{0} is an SMS conversation, not a call.', id)
    : vscode.l10n.t('{0} is not a supported kind of evidence.', id);
}

function faultSentence({ text, fault }: BadReference): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'not-an-id':
      return l10n.t('"{0}" is not an ID or URL.', text);
    case 'other-site':
      return l10n.t('"{0}" is not a URL of the service.', text);
    case 'no-id-in-address':
      return l10n.t('No ID found in "{0}".', text);
    case 'several-ids-in-address':
      return l10n.t('"{0}" contains several IDs. Paste the one you want.', text);
  }
}
