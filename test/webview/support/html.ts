/** The page as the host renders it: the contract at the top of media/transcript/main.ts. */

const nonce = 'bm9uY2UtZm9yLXRlc3Rz';

const policy = (origin: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${origin}`,
    `font-src ${origin}`,
    'media-src blob:',
  ].join('; ');

const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export interface HtmlOptions {
  readonly name: string;
  readonly bodyClass: string;
  readonly kind: string;
  readonly panel?: string;
  readonly l10n?: Readonly<Record<string, string>>;
  /** Its script instead of the one of its name; null: none. */
  readonly script?: string | null;
  /** Where its files are. */
  readonly origin: string;
  /** The path of the styles that the editor adds. */
  readonly styles: string;
}

export function pageHtml(options: HtmlOptions): string {
  const { name, bodyClass, kind, panel, l10n, script = `${name}.js`, origin, styles } = options;
  const data = panel === undefined ? '' : ` data-panel="${attribute(panel)}"`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(origin)}">
<title>${name}</title>
<link rel="stylesheet" href="${origin}${styles}">
<link rel="stylesheet" href="${origin}/${name}.css">
</head>
<body class="${bodyClass}" data-vscode-theme-kind="${kind}"${data}>
<main id="${name}"></main>
<script type="application/json" id="l10n">${json(l10n ?? {})}</script>
${script === null ? '' : `<script type="module" nonce="${nonce}" src="${origin}/${script}"></script>`}
</body>
</html>`;
}

/** What the editor itself puts into every webview: a theme's variables and a layer of default styles. */
export function editorCss(variables: Readonly<Record<string, string>>): string {
  const declarations = Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `html { ${declarations.join(' ')} }
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body {
    overscroll-behavior-x: none;
    background-color: transparent;
    color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family);
    font-weight: var(--vscode-font-weight);
    font-size: var(--vscode-font-size);
    margin: 0;
    padding: 0 20px;
  }
  a:focus, input:focus, select:focus, textarea:focus {
    outline: 1px solid -webkit-focus-ring-color;
    outline-offset: -1px;
  }
}`;
}
