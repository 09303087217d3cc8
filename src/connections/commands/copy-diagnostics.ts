import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { secretsOf } from '../../api/key.ts';
import { describePlan } from '../../api/network/plan.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import type { AnyConnection } from '../../editor/sessions/connections.ts';
import { diagnosticsReport, type ReportedConnection } from '../../triage/diagnostics-report.ts';

/** Copies a report for bug trackers: no keys, no proxy credentials, no text of calls or issues. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const { connections: own, talkdesk } = services.connections.read();
    const connections = [...own, ...talkdesk.filter(({ sandboxId }) => sandboxId === null)];
    const keys = await Promise.all(connections.map(({ id }) => services.connections.keyOf(id)));
    const secrets = [...keys.flatMap(secretsIn), ...connections.flatMap((one) => proxySecrets(services, one))];
    const { version } = services.context.extension.packageJSON as { readonly version: string };
    const { appHost, appName, remoteName, uiKind } = vscode.env;
    const report = diagnosticsReport(
      {
        version,
        editor: `${appName} ${vscode.version} (${uiKind === vscode.UIKind.Web ? 'browser' : 'desktop'}, ${appHost})`,
        platform: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
        remote: remoteName ?? null,
        trusted: vscode.workspace.isTrusted,
        transport: services.network.choice,
        connections: connections.map((one, index) => reported(services, one, keys[index] !== undefined)),
        outbox: outboxStates(services),
        requests: services.recentRequests.entries,
      },
      secrets,
    );
    await vscode.env.clipboard.writeText(report);
    if (call.fromUi) {
      void inform(vscode.l10n.t('Diagnostics copied. Review them before sharing.'));
    }
    return { report };
  },
});

function reported(services: Services, { id, kind, baseUrl }: AnyConnection, hasKey: boolean): ReportedConnection {
  const url = baseUrl === null ? null : new URL(baseUrl);
  return {
    id,
    kind,
    host: url?.host ?? null,
    active: [services.connections.active?.id, services.connections.activeTalkdesk?.id].includes(id),
    hasKey,
    network: url === null ? null : describePlan(services.network.plan(url)),
  };
}

function outboxStates(services: Services): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const all = [...services.openSessions(), ...services.talkdesk.all()];
  for (const { state } of all.flatMap(({ outbox }) => outbox.entries)) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

function secretsIn(key: string | undefined): readonly string[] {
  return key === undefined ? [] : secretsOf(key.trim());
}

function proxySecrets({ network }: Services, { baseUrl }: AnyConnection): readonly string[] {
  if (baseUrl === null) return [];
  const { route } = network.plan(new URL(baseUrl));
  const authorization = route.kind === 'proxy' ? route.proxy.authorization() : null;
  return authorization === null ? [] : [authorization, authorization.replace(/^\S+\s+/, '')];
}
