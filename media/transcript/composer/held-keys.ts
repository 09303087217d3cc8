import { around } from '../dom.ts';
import { isSave, isTyping } from '../keys.ts';

/** Keeps the keys that are pressed while the composer they are meant for is not there, and presses them again when it is. */
export class HeldKeys {
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

  /** Presses them again, unless no composer has opened. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    this.#stop?.abort();
    this.#stop = undefined;
    if (around(document.activeElement, '.composer') !== null) for (const event of held) pressAgain(event);
  }
}

/** A key made by a script does only what listeners do: what it types is put into the field here. */
function pressAgain(event: KeyboardEvent): void {
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
