/** Draws a long list in parts, one for each frame, so that none takes noticeable time. */
export class Growing {
  readonly #draw: () => void;
  readonly #part: number;
  #count: number;
  #wanted: number;
  #isGrowing = false;

  /** @param part items per frame, and those that are drawn at once */
  constructor(draw: () => void, part: number, wanted: number) {
    this.#draw = draw;
    this.#part = part;
    this.#count = part;
    this.#wanted = wanted;
  }

  /** How many of so many items are drawn now; the next ones follow. */
  of(length: number): number {
    const wanted = Math.min(length, this.#wanted);
    if (this.#count < wanted && !this.#isGrowing) {
      this.#isGrowing = true;
      requestAnimationFrame(() => this.#grow());
    }
    return Math.min(this.#count, wanted);
  }

  /** Draws all items, one part after the other. */
  showAll(): void {
    this.#wanted = Number.MAX_SAFE_INTEGER;
    this.#draw();
  }

  #grow(): void {
    this.#isGrowing = false;
    this.#count += this.#part;
    this.#draw();
  }
}
