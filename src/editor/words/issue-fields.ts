import * as vscode from 'vscode';
import type { IssueChange } from '../../api/bland/issues.ts';

/** The fields of an issue that a change may have, in the order they are named in. */
export const issueFields = [
  'title',
  'description',
  'status',
  'severity',
  'category',
  'owner_id',
  'assignee_id',
] as const satisfies readonly (keyof IssueChange)[];

export function fieldWord(field: keyof IssueChange): string {
  const { l10n } = vscode;
  switch (field) {
    case 'title':
      return l10n.t('title');
    case 'description':
      return l10n.t('description');
    case 'status':
      return l10n.t('status');
    case 'severity':
      return l10n.t('severity');
    case 'category':
      return l10n.t('category');
    case 'owner_id':
      return l10n.t('owner');
    case 'assignee_id':
      return l10n.t('assignee');
  }
}
