import { maxDescriptionLength, maxTitleLength } from '../../api/bland/issues.ts';

/** What people write about an issue. */
export interface IssueText {
  readonly title: string;
  readonly description: string;
}

export const issueTextFields = ['title', 'description'] as const;

/** An issue as a document: its title as the first heading, then its description. */
export function writeIssueText({ title, description }: IssueText): string {
  const body = lines(description).trim();
  return `# ${oneLine(title)}\n${body === '' ? '' : `\n${body}\n`}`;
}

/** The issue that a document describes: its first line, with or without the mark of a heading, is the title. */
export function readIssueText(text: string): IssueText {
  const [first = '', ...rest] = lines(text.replace(/^\uFEFF/, ''))
    .trimStart()
    .split('\n');
  return {
    title: first.replace(/^#(\s+|$)/, '').trim(),
    description: rest
      .join('\n')
      .replace(/^\s*\n/, '')
      .trimEnd(),
  };
}

/** Whether two texts say the same: line breaks, and spaces around them, may be the service's own. */
export function sameText(one: string, other: string): boolean {
  return lines(one).trim() === lines(other).trim();
}

/** What has been edited. */
export function editOf(before: IssueText, after: IssueText): Partial<IssueText> {
  return {
    ...(oneLine(before.title) === after.title ? {} : { title: after.title }),
    ...(sameText(before.description, after.description) ? {} : { description: after.description }),
  };
}

/** What the service would not take: an empty title, or a text that is too long. Lengths in UTF-16 units. */
export interface TextFault {
  readonly field: keyof IssueText;
  readonly length: number;
  readonly longest: number;
}

/** What is wrong with an edit, as far as it has a part. */
export function faultsOf({ title, description }: Partial<IssueText>): readonly TextFault[] {
  const faults: TextFault[] = [];
  if (title !== undefined && (title === '' || title.length > maxTitleLength)) {
    faults.push({ field: 'title', length: title.length, longest: maxTitleLength });
  }
  if (description !== undefined && description.length > maxDescriptionLength) {
    faults.push({ field: 'description', length: description.length, longest: maxDescriptionLength });
  }
  return faults;
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
