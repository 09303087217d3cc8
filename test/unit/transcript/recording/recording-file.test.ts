import { expect, test } from 'vitest';
import { audioTypeOf, isSameAddress, recordingName } from '../../../../src/transcript/recording/recording-file.ts';

test('only types of sound get to the page', () => {
  const given = [
    'audio/wav',
    'audio/x-wav',
    'text/html',
    'audio/wav"><script>',
    '',
    'AUDIO/WAV',
    `audio/${'a'.repeat(50)}`,
  ];
  expect(given.map((mediaType) => audioTypeOf({ mediaType }))).toEqual([
    'audio/wav',
    'audio/x-wav',
    '',
    '',
    '',
    '',
    '',
  ]);
});

test('a file is named after its call and its format, and stays where it is put', () => {
  expect(recordingName('5b0e0b7a-6a51-4c0e-9a52-0f3d1f8f2c11', 'audio/wav')).toBe('call-5b0e0b7a.wav');
  expect(recordingName('5b0e0b7a-6a51', 'audio/mpeg')).toBe('call-5b0e0b7a.mp3');
  expect(recordingName('../../etc/passwd', '')).toBe('call-etcpasswd.wav');
  expect(recordingName('…', 'audio/ogg')).toBe('call-recording.ogg');
});

test('an address may be written otherwise, but not say something else', () => {
  const link = 'https://example.com/a%20b.wav?X-Credential=k%2F2026&token=a%2Bb';
  expect(isSameAddress('https://example.com/a%20b.wav?X-Credential=k/2026&token=a%2Bb', link)).toBe(true);
  expect(isSameAddress('https://example.com/a%20b.wav?X-Credential=k/2026&token=a+b', link)).toBe(false);
  expect(isSameAddress('https://example.org/a%20b.wav?X-Credential=k/2026&token=a%2Bb', link)).toBe(false);
});
