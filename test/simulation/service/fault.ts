import type { NetworkStage } from '../../../src/api/errors.ts';

/** How an answer is spoiled that says yes. */
export type Garbling = 'cut' | 'page' | 'numbers' | 'renamed' | 'refusal' | 'empty';

/** What a window hears of its request. */
export type Hearing =
  /** The answer as it is. */
  | { readonly type: 'answer' }
  /** Nothing was written at all. */
  | { readonly type: 'unsent'; readonly stage: NetworkStage }
  | { readonly type: 'reset' }
  /** Nothing, until its own patience ends. */
  | { readonly type: 'silence' }
  | { readonly type: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly type: 'garbled'; readonly how: Garbling };

/** What becomes of one request. */
export interface Fate {
  /** When the service does what is asked, milliseconds after the request was sent; null for never. */
  readonly done: number | null;
  readonly hearing: Hearing;
}

/** The request is done and answered. */
export const fair: Fate = { done: 0, hearing: { type: 'answer' } };

/** Changes a good answer's text so that it cannot be read, or not as what it is. */
export function garble(text: string, how: Garbling): string {
  switch (how) {
    case 'cut':
      return text.slice(0, Math.floor(text.length / 2));
    case 'page':
      return '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network.</body></html>';
    case 'numbers':
      return text.replace(/"id":"(\d+)"/g, '"id":$1');
    case 'renamed':
      return text.replace(/"type":/g, '"kind":').replace(/"title":/g, '"name":');
    case 'refusal':
      return JSON.stringify({ data: null, errors: [{ error: 'internal', message: 'Something went wrong' }] });
    case 'empty':
      return '';
  }
}
