const headerBytes = 44;

/** Returns a WAV file with 16 bits per sample. @param channels of the same length, -1 to 1 */
export function toWav(channels: readonly Float32Array[], sampleRate: number): Buffer<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const bytes = Buffer.alloc(headerBytes + frames * frameBytes);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * frameBytes, 28);
  bytes.writeUInt16LE(frameBytes, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(frames * frameBytes, 40);
  for (const [channel, samples] of channels.entries()) {
    for (const [frame, sample] of samples.entries()) {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      bytes.writeInt16LE(value, headerBytes + frame * frameBytes + channel * 2);
    }
  }
  return bytes;
}
