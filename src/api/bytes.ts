/** Bytes that are read chunk by chunk while they are sent, so that memory use does not depend on their number. */
export interface ByteStream {
  /** Starts reading from the beginning. @throws BytesError */
  open(): AsyncIterable<Uint8Array>;
}

export interface ByteSource extends ByteStream {
  /** Number of bytes, sent ahead as `content-length`. */
  readonly size: number;
}

/** Returns a source of bytes in memory. */
export function bytesIn(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    async *open() {
      yield bytes;
    },
  };
}

/** A source that is being read. */
export interface TrackedReading {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The source's own error, which a network library wraps or replaces; undefined if there was none. */
  readonly error: unknown;
}

/** Reads a stream. @param onRead called with 0, then after each chunk with the number of bytes so far */
export function trackReading(source: ByteStream, onRead: (bytes: number) => void): TrackedReading {
  let failure: unknown;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let read = 0;
    onRead(read);
    try {
      for await (const chunk of source.open()) {
        yield chunk;
        read += chunk.length;
        onRead(read);
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return {
    chunks: chunks(),
    get error() {
      return failure;
    },
  };
}
