import { testTalkdesk } from './test-talkdesk.ts';
import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../api/diagnose.ts';
import { isCancelled } from '../editor/errors/cancelled.ts';
import { inform, showError } from '../editor/notices.ts';
import { withNotificationProgress } from '../editor/progress.ts';
import type { Services } from '../editor/services.ts';
import { NoKeyError } from '../triage/sessions/errors.ts';

/** Tests a connection stage by stage. Failures of a stage are results, not exceptions. */
export async function diagnoseConnection(
  services: Services,
  connectionId: string,
  signal?: AbortSignal,
): Promise<Diagnosis> {
  if (services.connections.any(connectionId).kind === 'talkdesk') {
    return testTalkdesk(services, connectionId, signal);
  }
  const { baseUrl, key } = await endpointOrNoKey(services, connectionId);
  const { network } = services;
  return diagnose({ baseUrl, key, transport: network.transport, plan: (url) => network.plan(url), signal });
}

/** Tests a connection with progress, and reports the result. */
export async function testAndReport(services: Services, connectionId: string): Promise<Diagnosis | undefined> {
  const { l10n } = vscode;
  const { label } = services.connections.any(connectionId);
  const found = await withNotificationProgress(l10n.t('Testing {0}…', label), async (signal) => {
    try {
      return await diagnoseConnection(services, connectionId, signal);
    } catch (error) {
      if (isCancelled(error)) return undefined;
      throw error;
    }
  });
  if (found === undefined) return undefined;
  services.log.info(`Test of ${connectionId}: ${found.stage}, ${found.reason}, ${routeInLog(found)}.`);
  if (found.ok) {
    void inform(
      l10n.t('{0}: connected in {1} ms {2}. API key accepted.', label, found.latencyMs ?? 0, routeWords(found)),
    );
  } else void reportFault(label, found);
  return found;
}

async function reportFault(label: string, found: Diagnosis): Promise<void> {
  const { l10n } = vscode;
  const setKey = vscode.l10n.t('Set API Key…');
  const showLog = vscode.l10n.t('Show Log');
  const actions = found.stage === 'key' ? [setKey, showLog] : [showLog];
  const chosen = await showError(
    `${label}: ${faultSentence(found)} ${l10n.t('Tried {0}.', routeWords(found))}`,
    ...actions,
  );
  if (chosen === setKey) await vscode.commands.executeCommand('callTriage.setApiKey');
  if (chosen === showLog) await vscode.commands.executeCommand('callTriage.showLog');
}

/** Describes how the service was reached, or tried. */
function routeWords({ transport, proxy }: Diagnosis): string {
  const { l10n } = vscode;
  const direct = proxy === null ? l10n.t('without a proxy') : l10n.t('through the proxy {0}', proxy);
  const editor = l10n.t("through the editor's networking");
  if (transport === 'editor') return editor;
  return transport === 'auto' ? l10n.t('{0} and {1}', direct, editor) : direct;
}

function routeInLog({ transport, proxy }: Diagnosis): string {
  return proxy === null ? `transport ${transport}` : `transport ${transport}, proxy ${proxy}`;
}

function faultSentence({ stage, reason, detail, proxy }: Diagnosis): string {
  const { l10n } = vscode;
  switch (stage) {
    case 'address':
      return detail;
    case 'dns':
      return l10n.t('host not found ({0}). Check the address and the network.', reason);
    case 'connect':
      return l10n.t('service unreachable ({0}). Check the address, network and firewall.', reason);
    case 'tls':
      return l10n.t('certificate not trusted ({0}).', reason);
    case 'proxy':
      return proxyFaultSentence(reason, proxy);
    case 'key':
      if (reason === 'missing') return l10n.t('connected, but no API key is set.');
      return l10n.t('connected, but the API key was rejected ({0}).', reason);
    default:
      return l10n.t('connected, but the service returned an unexpected response ({0}): {1}', reason, detail);
  }
}

function proxyFaultSentence(reason: string, proxy: string | null): string {
  const { l10n } = vscode;
  const which = proxy === null ? l10n.t('the proxy') : l10n.t('the proxy {0}', proxy);
  switch (reason) {
    case 'proxy_authentication':
      return l10n.t('{0} rejected the credentials.', which);
    case 'proxy_refused':
      return l10n.t('{0} does not allow connections to the service.', which);
    case 'proxy_setting':
      return l10n.t('invalid proxy address in the settings or environment. Use http://host:port.');
    default:
      return l10n.t('{0} cannot be reached ({1}).', which, reason);
  }
}

/** A missing key is a result of the test, after all the stages before it. */
async function endpointOrNoKey(
  services: Services,
  connectionId: string,
): Promise<{ readonly baseUrl: URL | string; readonly key: string | undefined }> {
  try {
    return await services.connections.endpoint(connectionId);
  } catch (error) {
    const { baseUrl } = services.connections.get(connectionId);
    if (!(error instanceof NoKeyError) || baseUrl === null) throw error;
    return { baseUrl, key: undefined };
  }
}
