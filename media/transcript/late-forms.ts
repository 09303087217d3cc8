import type * as all from './forms.ts';

export type Forms = typeof all;

let forms: Forms | undefined;

/**
 * The forms under the rows, whose code comes right after the page's own: it is there before anybody has read a message, and
 * whoever is faster waits for it.
 */
const loading = import('./forms.ts').then((all) => {
  forms = all;
});

/** Does something with the forms: at once when they are there, else when they come. */
export function withForms(use: (forms: Forms) => void): void {
  if (forms !== undefined) use(forms);
  else void loading.then(() => withForms(use));
}
