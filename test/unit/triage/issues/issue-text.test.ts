import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editOf, faultsOf, readIssueText, sameText, writeIssueText } from '../../../../src/triage/issues/issue-text.ts';

const issue = { title: 'Agent repeats the price', description: 'Twice.\n\n- once\n- again' };

describe('an issue as a document', () => {
  it('is its title as a heading, then its description', () => {
    expect(writeIssueText(issue)).toBe('# Agent repeats the price\n\nTwice.\n\n- once\n- again\n');
    expect(writeIssueText({ title: 'No words', description: '' })).toBe('# No words\n');
  });

  it.each([
    ['# A title\n\nText', 'A title', 'Text'],
    ['A title\nText', 'A title', 'Text'],
    ['\r\n#   A title  \r\n\r\nOne\r\nTwo\r\n', 'A title', 'One\nTwo'],
    ['\uFEFF# A title', 'A title', ''],
    ['#1 fails', '#1 fails', ''],
    ['# # twice', '# twice', ''],
    ['#\n\nText', '', 'Text'],
    ['', '', ''],
    ['# A\n\n\n\n    code\n', 'A', '    code'],
  ])('%j reads as %j and %j', (text, title, description) => {
    expect(readIssueText(text)).toEqual({ title, description });
  });

  it('reads back as nothing edited, whatever the service says', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const lines = fc.array(fc.oneof(text, fc.constantFrom('', '# x', '  ', '\r', '\r\n')), { maxLength: 6 });
    fc.assert(
      fc.property(text, lines, (title, body) => {
        const stored = { title, description: body.join('\n') };
        expect(editOf(stored, readIssueText(writeIssueText(stored)))).toEqual({});
      }),
    );
  });

  it('says what was edited, and only that', () => {
    expect(editOf(issue, { ...issue, title: 'Other' })).toEqual({ title: 'Other' });
    expect(editOf(issue, { ...issue, description: '' })).toEqual({ description: '' });
    expect(editOf({ title: 'A  b', description: 'x\r\ny ' }, { title: 'A b', description: 'x\ny' })).toEqual({});
    expect(sameText('a\r\nb\n', ' a\nb')).toBe(true);
    expect(sameText('a b', 'a  b')).toBe(false);
  });

  it('is refused with an empty title or a text that is too long', () => {
    expect(faultsOf({ title: 't'.repeat(200), description: 'd'.repeat(10_000) })).toEqual([]);
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ title: '' })).toEqual([{ field: 'title', length: 0, longest: 200 }]);
    expect(faultsOf({ title: 't'.repeat(201), description: 'd'.repeat(10_001) })).toEqual([
      { field: 'title', length: 201, longest: 200 },
      { field: 'description', length: 10_001, longest: 10_000 },
    ]);
  });
});
