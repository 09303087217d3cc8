import * as vscode from 'vscode';

/** The scheme of scenarios opened as documents. */
export const scenarioScheme = 'call-triage-scenario';

/** A scenario that is being written for a flag, or one that is stored, which is read-only. */
export type ScenarioPlace =
  | { readonly connectionId: string; readonly issueId: string; readonly flagId: string; readonly callId: string }
  | { readonly connectionId: string; readonly scenarioId: string };

/** The folder in the path is what package.json associates the schema with. */
export function scenarioUri(place: ScenarioPlace, name: string): vscode.Uri {
  const file = name
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '')
    .trim()
    .slice(0, 80);
  return vscode.Uri.from({
    scheme: scenarioScheme,
    path: `/call-triage-scenarios/${file || 'scenario'}.jsonc`,
    query: new URLSearchParams({ ...place }).toString(),
  });
}

/** Returns undefined for a URI that was not made here. */
export function parseScenarioUri(uri: vscode.Uri): ScenarioPlace | undefined {
  const query = new URLSearchParams(uri.query);
  const [connectionId, scenarioId, issueId, flagId, callId] = [
    'connectionId',
    'scenarioId',
    'issueId',
    'flagId',
    'callId',
  ].map((name) => query.get(name));
  if (uri.scheme !== scenarioScheme || !connectionId) return undefined;
  if (scenarioId) return { connectionId, scenarioId };
  return issueId && flagId && callId ? { connectionId, issueId, flagId, callId } : undefined;
}
