import type { Range } from './code-node.ts';

/** Turns offsets of a text into lines and columns. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(index + end.length);
  }

  range(offset: number, end: number): Range {
    const [line, character] = this.#at(offset);
    const [endLine, endCharacter] = this.#at(end);
    return { line, character, endLine, endCharacter };
  }

  offset(line: number, character: number): number {
    return (this.#starts[line] ?? 0) + character;
  }

  #at(offset: number): readonly [line: number, character: number] {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low, offset - (this.#starts[low] ?? 0)];
  }
}
