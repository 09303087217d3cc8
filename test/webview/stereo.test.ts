// A recording with agent and caller on channels of their own, in a real browser: shown apart, and measured.
import { describe, expect, test } from 'vitest';
import type { Stretch } from '../../src/shared/speech.ts';
import { toWav } from '../../src/sandbox/recording/wav.ts';
import { mixed, sound } from '../support/sound.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { recordingOf, sendRecording } from './support/recording.ts';
import { recording, row, rows, view } from './support/views.ts';

const { show } = useBrowser();

/** The agent begins to speak 1.4 s before the caller has ended; the piece of a minute ends within a sentence. */
const agent = [
  [1, 5.5],
  [7, 14],
  [16, 18.5],
  [57, 63],
] as const;
const caller = [
  [6, 8.4],
  [15, 15.8],
] as const;

/** The channels, agent first. */
const channels = (sampleRate = 8000, seconds = 79): [Float32Array, Float32Array] => [
  sound(seconds, agent, { sampleRate, noise: 0.005 }),
  sound(seconds, caller, { sampleRate, noise: 0.005, pitch: 210 }),
];

async function load(page: TranscriptPage, file: Uint8Array): Promise<void> {
  await page.page.getByRole('button', { name: 'Waveform' }).click();
  await sendRecording(page, file);
  await page.page.locator('.wave.played').first().waitFor();
}

const names = (page: TranscriptPage): Promise<string[]> => page.page.locator('.wave-names > *').allInnerTexts();
const measured = async (page: TranscriptPage) =>
  (await page.posted('audio')).flatMap(({ request }) => (request.kind === 'measured' ? request : []));
const slider = (page: TranscriptPage) => page.page.getByRole('slider', { name: 'Position in the recording' });

function expectNear(found: readonly Stretch[] | undefined, known: readonly (readonly [number, number])[]): void {
  expect(found).toHaveLength(known.length);
  for (const [place, [from, to]] of known.entries()) {
    expect(Math.abs((found?.[place]?.from ?? -1) - from)).toBeLessThanOrEqual(0.05);
    expect(Math.abs((found?.[place]?.to ?? -1) - to)).toBeLessThanOrEqual(0.05);
  }
}

describe('a stereo recording', () => {
  test.each([
    ['first', 8000],
    ['second', 8000],
    ['first', 16_000],
    ['second', 44_100],
  ])('with the agent %s, at %i samples per second, is measured to 50 ms and reported', async (place, rate) => {
    const page = await show(view());
    const [one, other] = channels(rate);
    await load(page, toWav(place === 'first' ? [one, other] : [other, one], rate));
    const [report, ...others] = await measured(page);
    expect(others).toEqual([]);
    expectNear(report?.agent, agent);
    expectNear(report?.caller, caller);
    expect(report?.seconds).toBeCloseTo(79, 1);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('has agent above caller, named, and says in words what the picture shows', async () => {
    const page = await show(view());
    await load(page, toWav(channels().reverse(), 8000));
    expect(await names(page)).toEqual(['Agent', 'Caller']);
    const waves = page.page.locator('.waveform svg');
    expect(await waves.evaluateAll((all) => all.map((wave) => wave.getAttribute('class')))).toEqual([
      'wave agent',
      'wave caller',
      'wave agent played',
      'wave caller played',
    ]);
    /** The highest bar below and above the middle. */
    const bars = await waves.evaluateAll((all) =>
      all.map((wave) => {
        const box = wave.querySelector('path')!.getBBox();
        return [Math.round(box.y * 10) / 10, Math.round((box.y + box.height) * 10) / 10];
      }),
    );
    expect(bars.slice(0, 2)).toEqual([
      [-1, -0.1],
      [0.1, 1],
    ]);
    const summary = page.page.getByRole('img', { name: /^Waveform: / });
    expect(await summary.getAttribute('aria-label')).toMatch(
      /^Waveform: agent speaks 0:20, caller 0:03, both at once 1\.4 s, longest silence 38\.\d s$/,
    );
    expect(await page.page.locator('.wave-names').getAttribute('title')).toBe(await summary.getAttribute('aria-label'));
    await slider(page).focus();
    const said: (string | null)[] = [];
    for (const seconds of [0, 3, 6.5, 7.5, 10]) {
      await slider(page).evaluate((bar: HTMLInputElement, value) => {
        bar.value = String(value);
        bar.dispatchEvent(new Event('input'));
      }, seconds);
      said.push(await slider(page).getAttribute('aria-valuetext'));
    }
    expect(said).toEqual([
      '0:00 of 1:19, silence',
      '0:03 of 1:19, agent',
      '0:06 of 1:19, caller',
      '0:07 of 1:19, agent and caller',
      '0:10 of 1:19, agent',
    ]);
    await page.page.getByRole('button', { name: 'Waveform' }).click();
    expect(await page.page.locator('.wave-names').isVisible()).toBe(false);
    await page.close();
  });

  test('is no higher than one of one channel, and fits into a narrow page', async () => {
    for (const width of [1200, 700, 300]) {
      const page = await show(view(), { width });
      const height = async () => (await page.page.locator('.bar').boundingBox())?.height;
      const before = await height();
      await load(page, toWav(channels(), 8000));
      expect(await height()).toBe(before);
      const scrub = (await page.page.locator('.scrub').boundingBox())!;
      const labels = (await page.page.locator('.wave-names').boundingBox())!;
      expect(labels.x + labels.width).toBeLessThanOrEqual(scrub.x);
      expect(Math.abs(labels.y - scrub.y)).toBeLessThanOrEqual(2);
      expect(scrub.x + scrub.width).toBeLessThanOrEqual(width);
      expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  test('has nameless channels and no report where it cannot be told who is who', async () => {
    const page = await show(view({ rows: [row(0, 70, 'agent', 'Hello.')] }));
    await load(page, toWav(channels(), 8000));
    expect(await names(page)).toEqual(['Channel 1', 'Channel 2']);
    expect(await slider(page).getAttribute('aria-valuetext')).toBe('0:00 of 1:19');
    await page.page.getByRole('img', { name: 'Waveform of two channels' }).waitFor();
    expect(await measured(page)).toEqual([]);
    await page.close();
  });

  test('with the same sound on both channels, or with three, is shown as one', async () => {
    const [one, other] = channels();
    const mono = mixed(one, other, 1);
    for (const file of [[mono, mono], [one, other, mono], [mono]]) {
      const page = await show(view());
      await load(page, toWav(file, 8000));
      expect(await page.page.locator('.wave').count()).toBe(2);
      expect(await names(page)).toEqual([]);
      expect(await page.page.getByRole('img').count()).toBe(0);
      expect(await measured(page)).toEqual([]);
      await page.close();
    }
  });
});

test('a WAV file is read whatever else it holds, and wherever it ends', async () => {
  const plain = toWav(channels(), 8000);
  const [head, data] = [plain.subarray(0, 36), plain.subarray(44)];
  const chunk = (name: string, size: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.write(name, 'ascii');
    bytes.writeUInt32LE(size, 4);
    return bytes;
  };
  const minute = 60 * 8000 * 4;
  for (const file of [
    Buffer.concat([head, chunk('LIST', 5), Buffer.alloc(6), chunk('data', data.length), data]),
    Buffer.concat([head, chunk('data', data.length), data, chunk('LIST', 4), Buffer.alloc(4)]),
    Buffer.concat([head, chunk('data', 0), data, Buffer.alloc(3)]),
    Buffer.concat([head, chunk('data', 0xff_ff_ff_ff), data]),
    Buffer.concat([head, chunk('data', minute + 4), data.subarray(0, minute + 4)]),
  ]) {
    const page = await show(view());
    await load(page, file);
    const [report] = await measured(page);
    expectNear(report?.agent.slice(0, 3), agent.slice(0, 3));
    expectNear(report?.caller, caller);
    await page.close();
  }
});

test('a long recording is measured as well at its end as at its beginning', async () => {
  const seconds = 301;
  const [early, late] = [
    [1, 5],
    [295, 298],
  ] as const;
  const said = [row(0, 1, 'agent', 'x'.repeat(60)), row(1, 290, 'caller', 'x'.repeat(30))];
  const page = await show(view({ rows: said, recording: { ...recording, duration: seconds } }));
  const options = { sampleRate: 11_025, noise: 0.005 };
  const sides = [sound(seconds, [early, late], options), sound(seconds, [[290, 292]], { ...options, pitch: 210 })];
  await load(page, toWav(sides, 11_025));
  const [report] = await measured(page);
  expectNear(report?.agent, [early, late]);
  expectNear(report?.caller, [[290, 292]]);
  await page.close();
});

test('a WAV file of more than an hour has its waveform, since it is decoded minute by minute', async () => {
  const hour = 3660;
  const page = await show(view({ recording: { ...recording, duration: hour } }));
  await load(page, recordingOf(rows, hour));
  expect(await page.said()).not.toContain('longer than an hour');
  await page.close();
});
