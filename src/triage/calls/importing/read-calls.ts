import type { ImportItem } from '../import/import-item.ts';
import { CallFileReader } from '../import/read-file.ts';
import type { CallFile } from './call-file.ts';
import { type ExportItem, ExportReader, exportStartBytes, isExport } from './export-lines.ts';

/** Bytes that are parsed at a time, so that other work of the thread gets its turn in between. */
const sliceBytes = 64 * 1024;

/**
 * Reads the calls of a file, or the items of an export, as its bytes come.
 *
 * @param onRead called with the number of bytes read so far
 * @throws BytesError
 */
export async function* readCalls(
  file: CallFile,
  onRead: (bytes: number) => void,
): AsyncGenerator<ImportItem | ExportItem> {
  let begin: Uint8Array = new Uint8Array();
  let reader: CallFileReader | ExportReader | undefined;
  let read = 0;
  for await (const piece of file.open()) {
    let bytes = piece;
    if (reader === undefined) {
      begin = Buffer.concat([begin, piece]);
      if (begin.byteLength < exportStartBytes) continue;
      reader = readerOf(begin);
      bytes = begin;
    }
    for (let at = 0; at < bytes.byteLength; at += sliceBytes) {
      const slice = bytes.subarray(at, at + sliceBytes);
      yield* reader.push(slice);
      read += slice.byteLength;
      onRead(read);
    }
    if (reader instanceof CallFileReader && reader.isStopped) return;
  }
  if (reader === undefined) {
    reader = readerOf(begin);
    yield* reader.push(begin);
  }
  yield* reader.end();
}

function readerOf(begin: Uint8Array): CallFileReader | ExportReader {
  return isExport(begin) ? new ExportReader() : new CallFileReader();
}
