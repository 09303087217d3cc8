import { agentChannel } from '../../../src/shared/sides.ts';
import { type MeasuredSpeech, overlapsOf, silencesOf, type Stretch, totalOf } from '../../../src/shared/speech.ts';
import { offset } from '../../../src/shared/offset.ts';
import type { TranscriptRow } from '../../../src/shared/transcript.ts';
import { t } from '../../ui/l10n.ts';
import type { Analysis, Sides } from './analysis.ts';
import { formatNumber } from '../../ui/format.ts';

/** The agent and the caller in a stereo recording; where it cannot be told who is who, its first and second channel. */
export interface Voices {
  readonly speech: MeasuredSpeech;
  readonly peaks: { readonly agent: Float32Array; readonly caller: Float32Array };
  /** It is known which channel is whose. */
  readonly isIdentified: boolean;
  /** Who speaks for how long, in words. */
  readonly summary: string;
}

/** @param rows in display order */
export function voicesOf({ seconds }: Analysis, { speech, peaks }: Sides, rows: readonly TranscriptRow[]): Voices {
  const channel = agentChannel(rows, speech);
  const [agent, caller] = channel === 1 ? ([1, 0] as const) : ([0, 1] as const);
  const measured = { seconds, agent: speech[agent], caller: speech[caller] };
  return {
    speech: measured,
    peaks: { agent: peaks[agent], caller: peaks[caller] },
    isIdentified: channel !== null,
    summary: channel === null ? t('Waveform of two channels') : summaryOf(measured),
  };
}

function summaryOf(speech: MeasuredSpeech): string {
  const { agent, caller } = speech;
  const both = formatNumber(totalOf(overlapsOf(agent, caller)), 1);
  const silence = silencesOf(speech).reduce((longest, { from, to }) => Math.max(longest, to - from), 0);
  return t(
    'Waveform: agent speaks {0}, caller {1}, both at once {2} s, longest silence {3} s',
    offset(totalOf(agent)),
    offset(totalOf(caller)),
    both,
    formatNumber(silence, 1),
  );
}

/** Returns who speaks at a time, in words. */
export function speakerAt({ speech: { agent, caller }, isIdentified }: Voices, seconds: number): string {
  if (!isIdentified) return '';
  const speaks = (all: readonly Stretch[]): boolean => all.some(({ from, to }) => from <= seconds && seconds < to);
  const [isAgent, isCaller] = [speaks(agent), speaks(caller)];
  if (isAgent && isCaller) return t('agent and caller');
  return isAgent ? t('agent') : isCaller ? t('caller') : t('silence');
}
