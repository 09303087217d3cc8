// VS Code's own reading of text, from its sources: src/vs/base/common/linkedText.ts, src/vs/base/browser/ui/iconLabel/iconLabels.ts,
// src/vs/workbench/common/notifications.ts and src/vs/base/common/htmlContent.ts.

const linkPattern = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const iconPattern = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

/** Addresses of the links that VS Code makes in a notification or a prompt. */
export function linksIn(text: string): readonly string[] {
  const line = text.replaceAll(/\r\n|\n|\r/g, ' ').trim();
  return [...line.matchAll(linkPattern)].map((match) => match[2] ?? '');
}

/** Names of the icons that VS Code draws in a label. */
export function iconsIn(text: string): readonly string[] {
  return [...text.matchAll(iconPattern)].filter((match) => match[1] === undefined).map((match) => match[2] ?? '');
}

/** A label as people read it: the backslash before an icon is not shown. */
export function labelShown(text: string): string {
  return text.replaceAll(iconPattern, (_match, escaped: string | undefined, name: string) =>
    escaped === undefined ? '' : `$(${name})`,
  );
}

/** What `MarkdownString.appendText` makes of a text, where icons are off. */
export function markdownOf(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-!~]/g, String.raw`\$&`)
    .replaceAll(/[ \t]+/g, (blanks) => '&nbsp;'.repeat(blanks.length))
    .replaceAll('>', String.raw`\>`)
    .replaceAll('\n', '\n\n');
}

/** Markdown that is all text, as people read it; undefined where something in it is more than text. */
export function markdownShown(markdown: string): string | undefined {
  const rest = markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/&(?:amp|lt|nbsp);/g, '');
  if (/[\\`*_{}[\]()#+!~<>&]/.test(rest)) return undefined;
  return markdown
    .replaceAll('\n\n', '\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
