import * as vscode from 'vscode';
import type { ResourceLink } from '../api/bland/resources.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** The title of evidence; its ID where there is none. */
export function evidenceLabel(link: ResourceLink): string {
  const title = printable(link.title).trim();
  return title === '' ? link.resource_id : title;
}

export function evidenceType(link: ResourceLink): string {
  switch (link.resource_type) {
    case 'call':
      return vscode.l10n.t('Call');
    case 'sms_conversation':
      return vscode.l10n.t('SMS conversation');
    case 'file':
      return vscode.l10n.t('File');
    default:
      return link.resource_type;
  }
}

/** Returns when the evidence was created, by the snapshot made at attaching. */
export function evidenceTime(link: ResourceLink): string | null {
  const made: unknown = link.metadata === null ? undefined : link.metadata['created_at'];
  return typeof made === 'string' ? made : null;
}
