/** Something worth a look in a call, found by a rule. The same call always gives the same findings. */
export type Finding = {
  /** The same for the same finding, whenever it is looked for. */
  readonly id: string;
  /** Raw index of the message it is about. */
  readonly index: number;
} & (
  | { readonly kind: 'webhook'; readonly name: string | null; readonly status: number | null }
  /** A node that was entered for the third time. */
  | { readonly kind: 'loop'; readonly name: string }
  /** Silence before the message: measured in the recording, or estimated by how long the message before took to say. */
  | { readonly kind: 'silence'; readonly seconds: number; readonly measured: boolean }
  /** Measured silence before anybody speaks. */
  | { readonly kind: 'start'; readonly seconds: number }
  /** Both speak: the agent begins while the caller speaks, or goes on when the caller begins. */
  | { readonly kind: 'talkover' | 'goeson'; readonly seconds: number }
  /** The agent says again what it said at another message. */
  | { readonly kind: 'repeated'; readonly first: number }
  /** The corrected text has other digits, or another name. */
  | { readonly kind: 'digit' | 'name'; readonly heard: string; readonly corrected: string }
);
