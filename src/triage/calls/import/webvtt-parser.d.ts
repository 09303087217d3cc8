declare module 'webvtt-parser' {
  interface Cue {
    /** Seconds. */
    readonly startTime: number;
    readonly endTime: number;
    /** With its tags and escapes. */
    readonly text: string;
  }

  interface Parsed {
    /** By start, then by end. */
    readonly cues: readonly Cue[];
    /** Lines are counted from 1. */
    readonly errors: readonly { readonly message: string; readonly line: number }[];
  }

  const parser: { readonly WebVTTParser: new () => { parse(text: string, mode?: 'metadata'): Parsed } };
  export default parser;
}
