import { maxDescriptionLength, maxTitleLength } from '../../api/bland/issues.ts';

/** The text of an issue. */
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

/** Tells whether two texts are equal except for line breaks and surrounding white space, which the service may change. */
export function sameText(one: string, other: string): boolean {
  return lines(one).trim() === lines(other).trim();
}

/** Returns the fields that differ. */
export function editOf(before: IssueText, after: IssueText): Partial<IssueText> {
  return {
    ...(oneLine(before.title) === after.title ? {} : { title: after.title }),
    ...(sameText(before.description, after.description) ? {} : { description: after.description }),
  };
}

/** A field the service would refuse: an empty title, or a text that is too long. Lengths in UTF-16 units. */
export interface TextFault {
  readonly field: keyof IssueText;
  readonly length: number;
  readonly longest: number;
}

/** Returns the faults of the fields that an edit has. */
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
