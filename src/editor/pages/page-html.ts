import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface PageSource {
  /** Name of its script, its style sheet and its root element. */
  readonly name: 'transcript' | 'issue' | 'insights';
  readonly title: string;
  /** Identifies the panel to the page, which keeps it in its state unread. */
  readonly panel: string;
  /** Where its recordings come from; none by default. */
  readonly media?: string;
}

/** A page's HTML, without any text of the service: the content is posted once the page is ready. */
export function pageHtml(webview: vscode.Webview, dist: vscode.Uri, { name, title, panel, media }: PageSource): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    ...(media === undefined ? [] : [`media-src ${media}`]),
  ].join('; ');
  // Without a translation into the editor's language the words are English, and are to be read aloud as English.
  const language = vscode.l10n.bundle === undefined ? 'en' : vscode.env.language;
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}" data-formats="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(asset(`${name}.css`))}">
<title>${escapeAttribute(title)}</title>
</head>
<body data-panel="${escapeAttribute(panel)}">
<main id="${name}"></main>
<script type="application/json" id="l10n">${scriptJson(vscode.l10n.bundle ?? {})}</script>
<script type="module" nonce="${nonce}" src="${escapeAttribute(asset(`${name}.js`))}"></script>
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
