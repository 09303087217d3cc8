import type * as all from './forms.ts';
import { HeldKeys } from './held-keys.ts';

export type Forms = typeof all;

let forms: Forms | undefined;

/**
 * The forms under the rows, whose code comes right after the page's own: it is there before anybody has read a message, and
 * whoever is faster waits for it.
 */
const loading = import('./forms.ts').then((all) => (forms = all));

const held = new HeldKeys();

/** Does something with the forms: at once when they are there, else when they come. What is typed meanwhile is typed then. */
export function withForms(use: (forms: Forms) => void): void {
  if (forms !== undefined) {
    use(forms);
    return;
  }
  held.hold();
  void loading.then(use).finally(() => held.release());
}
