import type { CDPSession } from 'playwright-core';
import type { WebPage } from './web-page.ts';

/** Any page. */
type AnyPage = Pick<WebPage<never, never>, 'page' | 'press'>;

/** What is said of an element beside its role and name. */
const states = ['pressed', 'expanded', 'checked', 'disabled', 'invalid'];

/** What a screen reader gets to hear of the page, from Chromium's accessibility tree. */
export class Hearing {
  readonly #page: AnyPage;
  readonly #session: CDPSession;
  readonly #reached = new Set<string>();

  private constructor(page: AnyPage, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: AnyPage): Promise<Hearing> {
    return new Hearing(page, await page.page.context().newCDPSession(page.page));
  }

  /** Role, name and state of what has the keyboard, as `button Details, expanded: false`; undefined when nothing has it. */
  async focused(): Promise<string | undefined> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression: 'document.activeElement' });
    if (result.objectId === undefined || result.className === 'HTMLBodyElement') return undefined;
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const { role, name, properties = [] } = nodes[0] ?? {};
    const said = properties.flatMap(({ name: state, value }) => {
      const words = `${state}: ${(JSON.stringify(value.value) ?? '').replaceAll('"', '')}`;
      return states.includes(state) && (words === 'expanded: false' || !words.endsWith(': false')) ? [words] : [];
    });
    return [`${String(role?.value)} ${String(name?.value)}`, ...said].join(', ');
  }

  /** Remembers that the keyboard has been where it is. Returns whether it had been there before. */
  async mark(): Promise<boolean> {
    const [at] = await this.#page.page.locator(':focus').evaluateAll(placesOf);
    const been = at === undefined || this.#reached.has(at);
    if (at !== undefined) this.#reached.add(at);
    return been;
  }

  /** Goes through the page by this key, as far as it leads; what is heard at each stop. */
  async walk(key: 'Tab' | 'Shift+Tab', visit?: (stop: string) => Promise<void>): Promise<string[]> {
    const before = [...this.#reached];
    this.#reached.clear();
    await this.mark();
    const stops: string[] = [];
    for (;;) {
      await this.#page.press(key);
      const stop = await this.focused();
      // Past its end a page that stands alone goes on with its beginning.
      if (stop === undefined || (await this.mark())) break;
      stops.push(stop);
      await visit?.(stop);
    }
    for (const one of before) this.#reached.add(one);
    return stops;
  }

  /** What could have the keyboard and can be seen, but was never reached. */
  async unreached(): Promise<string[]> {
    const all = await this.#page.page
      .locator('button, input, select, textarea, a, [tabindex], [contenteditable]')
      .filter({ visible: true })
      .evaluateAll(placesOf);
    return all.filter((one) => !this.#reached.has(one));
  }
}

/** Elements by the message they belong to, what they are and their names: what is drawn anew is the same again. */
function placesOf(all: (HTMLElement | SVGElement)[]): string[] {
  return all.map((one) => {
    const row = one.closest<HTMLElement>('[data-message-index]')?.dataset['messageIndex'] ?? '';
    return `${row} ${one.classList[0] ?? one.localName} ${one.getAttribute('aria-label') ?? one.textContent}`;
  });
}
