import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Target, writeTarget } from '../target.ts';

/** The page's HTML, without any text of a call: the content is posted once the page is ready. */
export function transcriptHtml(webview: vscode.Webview, dist: vscode.Uri, target: Target): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // For recordings: the host posts their bytes, the page fetches nothing.
    'media-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(asset('transcript.css'))}">
<title>${escapeAttribute(vscode.l10n.t('Transcript'))}</title>
</head>
<body data-panel="${escapeAttribute(writeTarget(target))}">
<main id="transcript"></main>
<script type="application/json" id="l10n">${scriptJson(vscode.l10n.bundle ?? {})}</script>
<script type="module" nonce="${nonce}" src="${escapeAttribute(asset('transcript.js'))}"></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the element it stands in. */
function scriptJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
