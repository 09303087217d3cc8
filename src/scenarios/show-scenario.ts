import * as vscode from 'vscode';
import type { Scenario } from '../api/bland/scenarios.ts';
import type { Session } from '../triage/sessions/session.ts';
import { scenarioUri } from './scenario-uri.ts';

/** Shows a stored scenario as a read-only document. @returns its address */
export async function showScenario({ connection }: Session, { id, name }: Scenario): Promise<vscode.Uri> {
  const uri = scenarioUri({ connectionId: connection.id, scenarioId: id }, name);
  await vscode.window.showTextDocument(uri);
  return uri;
}
