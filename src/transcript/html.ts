import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Target, writeTarget } from './target.ts';

/** The page's HTML: no text of a call is in it, everything comes by message once the page is ready. */
export function transcriptHtml(webview: vscode.Webview, dist: vscode.Uri, target: Target): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // Recordings, whose bytes the host sends: nothing is fetched by the page.
    'media-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(asset('transcript.css'))}">
<title>${attribute(vscode.l10n.t('Transcript'))}</title>
</head>
<body data-panel="${attribute(writeTarget(target))}">
<main id="transcript"></main>
<script type="application/json" id="l10n">${script(vscode.l10n.bundle ?? {})}</script>
<script type="module" nonce="${nonce}" src="${attribute(asset('transcript.js'))}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the element it stands in. */
function script(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
