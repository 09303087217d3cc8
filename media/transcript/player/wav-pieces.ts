/** Seconds per piece. */
const pieceSeconds = 60;
/** Bytes in which the sound of a WAV file has to begin. */
const maxHead = 1024 * 1024;
/** The least that a browser decodes, and so the most pieces there are. */
const minSampleRate = 3000;
/** PCM, floating point, A-law, µ-law, extensible: formats in which every moment has the same number of bytes. */
const evenFormats: readonly number[] = [1, 3, 6, 7, 0xff_fe];

interface Wav {
  readonly format: Uint8Array<ArrayBuffer>;
  /** Where the sound begins and ends, in bytes. */
  readonly from: number;
  readonly to: number;
  readonly bytesPerSecond: number;
}

/**
 * Cuts a WAV file into WAV files of about a minute, so that a long recording is never decoded as a whole.
 *
 * @returns undefined for other files
 */
export async function wavPieces(blob: Blob): Promise<readonly Blob[] | undefined> {
  const wav = readWav(new DataView(await blob.slice(0, maxHead).arrayBuffer()), blob.size);
  if (wav === undefined) return undefined;
  const pieces: Blob[] = [];
  const size = wav.bytesPerSecond * pieceSeconds;
  for (let from = wav.from; from < wav.to;) {
    // A last piece of a few samples could not be decoded by itself.
    const to = from + size + wav.bytesPerSecond > wav.to ? wav.to : from + size;
    pieces.push(new Blob([...headOf(wav.format, to - from), blob.slice(from, to)]));
    from = to;
  }
  return pieces;
}

function readWav(head: DataView<ArrayBuffer>, fileSize: number): Wav | undefined {
  const tag = (at: number): string => String.fromCharCode(...new Uint8Array(head.buffer, at, 4));
  if (head.byteLength < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return undefined;
  let format: Uint8Array<ArrayBuffer> | undefined;
  let [frameBytes, bytesPerSecond] = [0, 0];
  for (let at = 12; at + 8 <= head.byteLength;) {
    const size = head.getUint32(at + 4, true);
    if (tag(at) === 'data') {
      // A stream that was written without knowing its end has a size of zero, or one that is too large.
      const bytes = Math.min(size === 0 ? Infinity : size, fileSize - at - 8);
      if (format === undefined || bytes < frameBytes) return undefined;
      return { format, from: at + 8, to: at + 8 + bytes - (bytes % frameBytes), bytesPerSecond };
    }
    if (tag(at) === 'fmt ' && size >= 16 && at + 8 + size <= head.byteLength) {
      const sampleRate = head.getUint32(at + 12, true);
      frameBytes = head.getUint16(at + 20, true);
      bytesPerSecond = sampleRate * frameBytes;
      const isEven = evenFormats.includes(head.getUint16(at + 8, true));
      if (!isEven || frameBytes === 0 || sampleRate < minSampleRate) return undefined;
      format = new Uint8Array(head.buffer, at + 8, size);
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

function headOf(format: Uint8Array<ArrayBuffer>, size: number): BlobPart[] {
  const number = (value: number): ArrayBuffer => {
    const bytes = new DataView(new ArrayBuffer(4));
    bytes.setUint32(0, value, true);
    return bytes.buffer;
  };
  return ['RIFF', number(20 + format.length + size), 'WAVEfmt ', number(format.length), format, 'data', number(size)];
}
