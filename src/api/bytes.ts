/** Bytes that are read while they are sent, so that their length does not matter to memory. */
export interface ByteStream {
  /** Reads them from the beginning, each time it is called. @throws BytesError */
  open(): AsyncIterable<Uint8Array>;
}

export interface ByteSource extends ByteStream {
  /** Number of bytes, sent ahead as `content-length`. */
  readonly size: number;
}

/** Bytes that are in memory already. */
export function bytesIn(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    async *open() {
      yield bytes;
    },
  };
}

/** A reading of a source that tells what has been taken of it, and what broke it. */
export interface Reading {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** The source's own error: a network library wraps or replaces it. */
  readonly broken: unknown;
}

/** @param onTaken called at the beginning and for each piece that was taken, with the bytes so far */
export function readThrough(source: ByteStream, onTaken: (bytes: number) => void): Reading {
  let broken: unknown;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let taken = 0;
    onTaken(taken);
    try {
      for await (const piece of source.open()) {
        yield piece;
        taken += piece.length;
        onTaken(taken);
      }
    } catch (error) {
      broken = error;
      throw error;
    }
  }
  return {
    pieces: pieces(),
    get broken() {
      return broken;
    },
  };
}
