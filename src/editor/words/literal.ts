// Text as VS Code takes it where it looks for links and icons. What a service, a caller or a colleague wrote must be shown
// as it is: a link in a notification or a prompt runs any command when it is clicked.

/** An icon as VS Code finds it in labels; a backslash before it makes text of it again. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** For notifications, dialogs and their progress: `[text](command:…)` is a link there. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** For the status bar, where `$(name)` is an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll(icon, '\\$&');
}

/** For prompts and what they say about what is typed: links and icons both. */
export function promptText(text: string): string {
  return withoutIcons(withoutLinks(text));
}

/** For rows of quick picks. On one line: description and detail are Markdown under the pointer, where a line can begin a block. */
export function rowText(text: string): string {
  return promptText(text.replaceAll(/[\r\n\u2028\u2029]+/g, ' '));
}

/** For `MarkdownString.appendText`, which leaves entities and angle brackets as they are. */
export function markdownText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * What `appendText` has made of a text, so that its lines can break between words: it makes every blank one at which none can.
 * Runs of blanks stay as they are, and so does the one that keeps a number at the beginning of a line from making a list.
 */
export function breakable(appended: string): string {
  return appended.replaceAll(/(?<!&nbsp;)&nbsp;(?!&nbsp;)/g, ' ').replaceAll(/^(\d+[.)]) /gm, '$1&nbsp;');
}
