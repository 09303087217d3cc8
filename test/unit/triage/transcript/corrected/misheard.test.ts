import { describe, expect, it } from 'vitest';
import { digitsIn, misheard } from '../../../../../src/triage/transcript/corrected/misheard.ts';
import { differences } from '../../../../../src/triage/transcript/corrected/words.ts';

const found = (heard: string, corrected: string) =>
  [...misheard(4, heard, corrected, differences(heard, corrected))].map((finding) =>
    'heard' in finding ? `${finding.id} ${finding.heard} > ${finding.corrected}` : finding.id,
  );

describe('digits', () => {
  it.each([
    ['Uh, seven seven one, oh four, two.', '771042'],
    ['Fifty-eight! Five eight!', '5858'],
    ['twenty one, forty and nineteen', '214019'],
    ['R I, dash, double oh five', '005'],
    ['number 12-34', '1234'],
    ['someone told nobody', ''],
  ])('of %s are %s', (text, digits) => expect(digitsIn(text)).toBe(digits));

  it.each([
    ['that are others are found', 'It is oh four, two.', 'It is oh four, nine.', ['digit:4 042 > 049']],
    ['that are missing are found', 'nine oh four one seven', 'nine oh four seven', ['digit:4 90417 > 9047']],
    ['written in another way are the same', 'Five eight, twenty-three.', '58, 23', []],
    ['of an amount are the same, however it is written', 'two hundred and five dollars', '$205', []],
    ['only one text has may belong to another message', 'Yes.', 'Yes, five.', []],
  ])('%s', (_name, heard, corrected, expected) => expect(found(heard, corrected)).toEqual(expected));
});

describe('a name', () => {
  it.each([
    ['that is another is found', 'It is Priya Raman here.', 'It is Priya Rahman here.', ['name:4 Raman > Rahman']],
    [
      'that was heard as something else is found',
      'this is marry speaking',
      'this is Mary speaking',
      ['name:4 marry > Mary'],
    ],
    ['is not the first word of a sentence', 'Fine. Okay then.', 'Fine. Alright then.', []],
    ['is not the first word of the message', 'Okay then.', 'Alright then.', []],
    ['is not I', 'so eye said', "so I'm said", []],
    ['written in lower case tells nothing', 'my name is tom', 'my name is tim', []],
  ])('%s', (_name, heard, corrected, expected) => expect(found(heard, corrected)).toEqual(expected));
});
