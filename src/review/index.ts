import type * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './feature.ts';

/** Registers the commands of the review queue. */
export function registerReview(load: Load<typeof Feature>): vscode.Disposable {
  return registerCommands(load, ['reviewCalls', 'nextCall', 'previousCall', 'markReviewed', 'markNotReviewed']);
}
