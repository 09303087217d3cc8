// Escapes text where VS Code looks for links and icons. What a service, a caller or a colleague wrote must be shown
// as it is: a link in a notification or a prompt runs any command when it is clicked.

/** An icon in a label; a backslash before it makes it text. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** For notifications, dialogs and their progress: `[text](command:…)` is a link there. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** For the status bar, where `$(name)` is an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll(icon, '\\$&');
}

/** For prompts and validation messages, where both links and icons work. */
export function promptText(text: string): string {
  return withoutIcons(withoutLinks(text));
}

/** For rows of quick picks. One line, since the hover renders description and detail as Markdown, where a line can start a block. */
export function rowText(text: string): string {
  return promptText(text.replaceAll(/[\r\n\u2028\u2029]+/g, ' '));
}

/** For `MarkdownString.appendText`, which leaves entities and angle brackets as they are. */
export function markdownText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * Lets lines break again in what `appendText` returns, which makes every space a non-breaking one.
 * Runs of spaces stay, and so does the one that keeps a number at the start of a line from making a list.
 */
export function breakable(appended: string): string {
  return appended.replaceAll(/(?<!&nbsp;)&nbsp;(?!&nbsp;)/g, ' ').replaceAll(/^(\d+[.)]) /gm, '$1&nbsp;');
}
