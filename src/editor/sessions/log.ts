import * as vscode from 'vscode';
import type { RequestLog } from '../../api/request-log.ts';

export function openLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Call Triage', { log: true });
}

/** Logs each request as one line: method, path without IDs, status or error, time, attempt, transport, request number. */
export function requestLog(log: vscode.LogOutputChannel, connectionId: string): RequestLog {
  return (entry) => {
    const outcome = entry.error ?? entry.status ?? 'failed';
    const query = entry.query.length === 0 ? '' : `?${entry.query.join('&')}`;
    const again = entry.retryInMs === null ? '' : `, again in ${Math.round(entry.retryInMs)} ms`;
    const line = `${connectionId} ${entry.method} ${entry.path}${query} ${outcome} ${entry.durationMs} ms, attempt ${entry.attempt}, ${entry.transport}, ${entry.requestId}${again}`;
    if (entry.error === null) log.info(line);
    else log.warn(line);
  };
}
