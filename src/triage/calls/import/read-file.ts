import { type BadEncoding, decodeText } from './decode.ts';
import { type JsonFault, parseJson } from './parse-json.ts';

/** Content of a file of calls, or what keeps it from being read. */
export type FileReading =
  | { readonly content: unknown }
  | { readonly encoding: BadEncoding }
  | { readonly json: JsonFault };

/** Reads the bytes of a file as JSON. Never throws, and never replaces what it cannot read. */
export function readFile(bytes: Uint8Array): FileReading {
  const decoded = decodeText(bytes);
  if ('bad' in decoded) return { encoding: decoded.bad };
  const parsed = parseJson(decoded.text);
  return 'fault' in parsed ? { json: parsed.fault } : parsed;
}
