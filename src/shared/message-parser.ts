import type * as z from 'zod/mini';

/**
 * Returns a function that parses a message of a page by the schema of its type.
 *
 * @param schemas those of the page's messages, by type
 * @returns the message; undefined when it is invalid
 */
export function messageParser<Messages>(schemas: {
  readonly [Type in keyof Messages]: z.ZodMiniType<Messages[Type]>;
}): (value: unknown) => Messages[keyof Messages] | undefined {
  const isType = (type: unknown): type is keyof Messages => typeof type === 'string' && Object.hasOwn(schemas, type);
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const type: unknown = Reflect.get(value, 'type');
    return isType(type) ? schemas[type].safeParse(value).data : undefined;
  };
}
