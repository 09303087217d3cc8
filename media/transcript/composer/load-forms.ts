import { closest } from '../../ui/dom.ts';
import { isSave, isTyping } from '../../ui/key-events.ts';
import type * as all from './forms.ts';

/** Keeps the keys that are pressed while the composer loads, and dispatches them again once it is open. */
class HeldKeys {
  #held: KeyboardEvent[] = [];
  #stop: AbortController | undefined;

  hold(): void {
    if (this.#stop !== undefined) return;
    this.#stop = new AbortController();
    const keep = (event: KeyboardEvent): void => {
      if (!isTyping(event) && !isSave(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#held.push(event);
    };
    window.addEventListener('keydown', keep, { capture: true, signal: this.#stop.signal });
  }

  /** Dispatches the keys again, unless no composer has opened. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    this.#stop?.abort();
    this.#stop = undefined;
    if (closest(document.activeElement, '.composer') !== null) for (const event of held) dispatchAgain(event);
  }
}

/** A dispatched event runs listeners only; the text of its key is put into the field here. */
function dispatchAgain(event: KeyboardEvent): void {
  const again = new KeyboardEvent('keydown', event);
  if (document.activeElement?.dispatchEvent(again) !== true) return;
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  const text = event.key === 'Enter' ? '\n' : event.key.length === 1 ? event.key : '';
  const { selectionStart, selectionEnd } = field;
  const [from, to] = [selectionStart ?? 0, selectionEnd ?? 0];
  if (event.key === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
  else if (text !== '') field.setRangeText(text, from, to, 'end');
  else return;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

export type Forms = typeof all;

let forms: Forms | undefined;

/** The forms load right after the page: before anybody has read a message. */
const loading = import('./forms.ts').then((all) => (forms = all));

const held = new HeldKeys();

/** Calls back with the forms: at once when they are loaded, else later, with the keys pressed meanwhile dispatched again. */
export function withForms(use: (forms: Forms) => void): void {
  if (forms !== undefined) {
    use(forms);
    return;
  }
  held.hold();
  void loading.then(use).finally(() => held.release());
}
