import { createHash } from 'node:crypto';

/*
 * One record is one line:
 *
 *   {"v":1,"n":87,"sum":"<16 hex digits>","record":{…}}
 *
 * `n` is the number of bytes of the record's JSON, `sum` the beginning of the SHA-256 of `v`, a colon and those bytes.
 * Both stand before the record, so a reader knows where it ends without trusting the line break: a record is found
 * whole whatever happened to the bytes around it. This frame is the same for every schema version.
 */

/** The schema version of the records that are written here. */
export const schemaVersion = 1;

/** The longest record, bytes: far more than a note and a message, and a limit to what a damaged `n` can claim. */
export const maxRecordBytes = 8 * 1024 * 1024;

/** A record whose bytes are whole. */
export interface WholeRecord {
  readonly version: number;
  /** The record's JSON, parsed but not yet checked against a schema. */
  readonly value: unknown;
  /** Where its line begins in the file, bytes from zero, and how many it has, without its line break. */
  readonly position: number;
  readonly length: number;
}

/** Why bytes of a journal are no record. */
export type DamageReason = 'cut' | 'checksum' | 'unreadable';

/** Bytes that are no record. */
export interface DamagedRange {
  readonly position: number;
  readonly length: number;
  readonly reason: DamageReason;
}

export interface Scan {
  readonly records: readonly WholeRecord[];
  readonly damaged: readonly DamagedRange[];
}

const start = Buffer.from('{"v":');
const headPattern = /^\{"v":(\d{1,6}),"n":(\d{1,8}),"sum":"([0-9a-f]{16})","record":/;
const longestHead = 80;
const lineBreak = 10;
const closingBrace = 125;

/** A record as its line, line break included. */
export function encodeLine(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  const head = `{"v":${schemaVersion},"n":${json.length},"sum":"${sumOf(schemaVersion, json)}","record":`;
  return Buffer.concat([Buffer.from(head), json, Buffer.from('}\n')]);
}

/** Finds every whole record among any bytes, and accounts for all the others. Never throws. */
export function scanLines(bytes: Buffer): Scan {
  const records: WholeRecord[] = [];
  const damaged: DamagedRange[] = [];
  let damage: { from: number; reason: DamageReason } | undefined;
  const endDamage = (at: number): void => {
    if (damage !== undefined) damaged.push({ position: damage.from, length: at - damage.from, reason: damage.reason });
    damage = undefined;
  };
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === lineBreak) {
      endDamage(at);
      at += 1;
      continue;
    }
    const line = readLine(bytes, at);
    if (typeof line === 'object') {
      endDamage(at);
      records.push(line);
      at += line.length;
      continue;
    }
    damage ??= { from: at, reason: line };
    at = nextCandidate(bytes, at + 1);
  }
  endDamage(bytes.length);
  return { records, damaged };
}

/** The record whose line begins here, or why there is none. */
function readLine(bytes: Buffer, position: number): WholeRecord | DamageReason {
  const head = headPattern.exec(bytes.toString('latin1', position, position + longestHead));
  if (head === null) return isBeginning(bytes, position) ? 'cut' : 'unreadable';
  const version = Number(head[1]);
  const size = Number(head[2]);
  const from = position + head[0].length;
  const end = from + size;
  if (end >= bytes.length) return 'cut';
  if (size > maxRecordBytes || bytes[end] !== closingBrace) return 'checksum';
  const json = bytes.subarray(from, end);
  if (sumOf(version, json) !== head[3]) return 'checksum';
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
    return { version, value, position, length: end + 1 - position };
  } catch {
    return 'unreadable';
  }
}

/** Whether the file ends within what may be the head of a record. */
function isBeginning(bytes: Buffer, position: number): boolean {
  const rest = bytes.subarray(position, position + longestHead);
  return (
    rest.length < longestHead && !rest.includes(lineBreak) && rest.subarray(0, 5).equals(start.subarray(0, rest.length))
  );
}

/** Where the next record or line may begin. A quote inside a record's texts is escaped, so no text looks like a head. */
function nextCandidate(bytes: Buffer, from: number): number {
  const head = bytes.indexOf(start, from);
  const line = bytes.indexOf(lineBreak, from);
  if (head < 0 && line < 0) return bytes.length;
  if (head < 0 || line < 0) return Math.max(head, line);
  return Math.min(head, line);
}

function sumOf(version: number, json: Buffer): string {
  return createHash('sha256').update(`${version}:`).update(json).digest('hex').slice(0, 16);
}
