/** A call or conversation that is being read, and the issue it is read for. */
export interface ReadTranscript {
  readonly connectionId: string;
  /** Null for a conversation, which is no call. */
  readonly callId: string | null;
  readonly issueId: string | null;
  /** Raw indexes of the selected messages. */
  readonly selected: readonly number[];
}

/** The transcript that has the focus, or had it last, for features that act on it. */
export class ActiveTranscript {
  /** Set by the transcripts; undefined when none is active. */
  read: () => ReadTranscript | undefined = () => undefined;
  /** Closes the transcripts of a call that hold no draft. Set by the transcripts. */
  close: (connectionId: string, callId: string) => void = () => undefined;
}
