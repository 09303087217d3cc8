import * as vscode from 'vscode';
import { type NetworkSettings, readNetworkSettings } from '../../api/network/settings.ts';

/**
 * The user's settings for networking. A workspace's own are ignored, trusted or not: a repository does not decide through
 * which proxy keys travel, or whether certificates are verified. (VS Code gives these settings application or machine
 * scope itself; not every editor based on it does.)
 */
export function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const own = vscode.workspace.getConfiguration('callTriage.network');
  return readNetworkSettings({
    transport: usersValue(own, 'transport'),
    proxy: usersValue(http, 'proxy'),
    noProxy: usersValue(http, 'noProxy'),
    proxyStrictSsl: usersValue(http, 'proxyStrictSSL'),
    proxySupport: usersValue(http, 'proxySupport'),
    proxyAuthorization: usersValue(http, 'proxyAuthorization'),
    systemCertificates: usersValue(http, 'systemCertificates'),
  });
}

export function onDidChangeNetworkSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('http') || event.affectsConfiguration('callTriage.network')) listener();
  });
}

function usersValue(configuration: vscode.WorkspaceConfiguration, name: string): unknown {
  const found = configuration.inspect(name);
  return found?.globalValue ?? found?.defaultValue;
}
