import type { PlatformRow } from './platform-call.ts';
import { speakerWord } from './platform-rows.ts';

/** The tags of WebVTT. Anything else between angle brackets is text. */
const tag = /<\/?(?:[cibuv]|ruby|rt|lang)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<\d[\d:.]*>/g;
const voice = /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/g;
const escapes = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' }));

/** Splits the text of a cue at its voices. @param hasEscapes `&amp;` and the like, which SRT has not */
export function spoken(text: string, hasEscapes: boolean): PlatformRow[] {
  const plain = (part: string): string => {
    const said = part.replace(tag, '').trim();
    return hasEscapes ? said.replace(/&(\w{2,4});/g, (escape, name: string) => escapes.get(name) ?? escape) : said;
  };
  const voices = Array.from(text.matchAll(voice));
  const before = plain(text.slice(0, voices[0]?.index ?? text.length));
  const parts = voices.map((start, at) => ({
    speaker: speakerWord(plain(start[1] ?? '')),
    text: plain(text.slice(start.index + start[0].length, voices[at + 1]?.index ?? text.length)),
  }));
  return before === '' && parts.length > 0 ? parts : [{ speaker: '', text: before }, ...parts];
}

const label = /^([\p{L}\p{N}][\p{L}\p{N} ._'-]{0,39}):\s+/u;

/** Takes what stands before a colon for the speaker, where every cue without a voice has it. */
export function withLabels(rows: readonly PlatformRow[]): readonly PlatformRow[] {
  const open = rows.filter(({ speaker }) => speaker === '');
  if (open.length === 0 || !open.every(({ text }) => label.test(text))) return rows;
  return rows.map((row) => {
    const [whole, name] = (row.speaker === '' ? label.exec(row.text) : null) ?? [];
    return whole === undefined ? row : { ...row, speaker: speakerWord(name), text: row.text.slice(whole.length) };
  });
}
