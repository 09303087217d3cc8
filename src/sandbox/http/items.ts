import type { Context } from 'hono';
import * as z from 'zod/mini';
import { badRequest } from './answers.ts';
import { maxBodyBytes, parseJson, requireJson, bodyTooLarge } from './body.ts';
import type { Env } from './context.ts';
import { describeError } from './describe-error.ts';

/** Limit of one item in bytes. Of all items together only the number is limited, to half a million. */
const maxItemBytes = 128 * 1024 * 1024;
const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const opening = new Set(Buffer.from('{['));
const closing = new Set(Buffer.from('}]'));
const envelope = z.strictObject({ items: z.array(z.literal(0)) });

/**
 * Yields the items of a body `{ "items": [...] }` as they arrive, so that the whole is never in memory. The body is always
 * read to its end: the client would see a broken pipe instead of a refusal.
 *
 * @param schemaOf returns the schema that an item must fit
 * @throws Refusal 400 `bad_request` for an invalid item or, after the last item, an invalid body; 413
 */
export async function* readItems<Item>(
  c: Context<Env>,
  schemaOf: (value: unknown) => z.ZodMiniType<Item>,
): AsyncGenerator<Item> {
  const { incoming } = c.env;
  const splitter = new ItemSplitter();
  let index = 0;
  try {
    requireJson(c);
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const item of splitter.push(chunk)) {
        const value = parseJson(item);
        const parsed = schemaOf(value).safeParse(value);
        if (!parsed.success) throw badRequest(describeError(parsed.error, ['items', index]));
        index += 1;
        yield parsed.data;
      }
    }
    const parsed = envelope.safeParse(parseJson(splitter.rest));
    if (!parsed.success) throw badRequest(describeError(parsed.error));
  } finally {
    for await (const _ of incoming);
  }
}

/** Splits the JSON of `{ name: [...] }` into the list's elements. `rest` is the JSON around them, with 0 for each element. */
class ItemSplitter {
  #depth = 0;
  #inText = false;
  #escaped = false;
  #item: Buffer[] = [];
  #around: Buffer[] = [];
  readonly #length = { item: 0, around: 0 };

  get rest(): Buffer {
    return Buffer.concat(this.#around);
  }

  *push(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inText = false;
      } else if (byte === quote) this.#inText = true;
      else if (opening.has(byte)) {
        this.#depth += 1;
        if (this.#depth !== 2) continue;
        this.#keep(chunk.subarray(start, at + 1), 'around');
        start = at + 1;
      } else if (closing.has(byte) || byte === comma) {
        if (this.#depth === 2) {
          this.#keep(chunk.subarray(start, at), 'item');
          start = at;
          yield* this.#takeItem();
          if (byte === comma) {
            this.#keep(chunk.subarray(at, at + 1), 'around');
            start = at + 1;
          }
        }
        if (byte !== comma) this.#depth -= 1;
      }
    }
    this.#keep(chunk.subarray(start), this.#depth < 2 ? 'around' : 'item');
  }

  *#takeItem(): Generator<Buffer> {
    const item = Buffer.concat(this.#item);
    this.#item = [];
    this.#length.item = 0;
    if (item.toString('latin1').trim() === '') return;
    this.#keep(Buffer.from('0'), 'around');
    yield item;
  }

  #keep(bytes: Buffer, part: 'item' | 'around'): void {
    const limit = part === 'item' ? maxItemBytes : maxBodyBytes;
    this.#length[part] += bytes.length;
    if (this.#length[part] > limit) throw bodyTooLarge(limit);
    (part === 'item' ? this.#item : this.#around).push(bytes);
  }
}
