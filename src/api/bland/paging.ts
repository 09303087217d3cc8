import * as z from 'zod/mini';
import type { PageOptions } from '../pages.ts';
import { checked } from './strict.ts';

// limit 1 to 100 (default 50), cursor opaque: common to every triage list.
const pagingSchema = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.minLength(1))),
});

/** The query of a triage list: only what is set, since some lists refuse what they do not know. @throws InvalidRequestError */
export function pagingQuery(options: PageOptions): URLSearchParams {
  const { limit, cursor } = checked(pagingSchema, options);
  return toQuery({ limit, cursor });
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Makes a query: lists repeat their name, what is undefined or empty is left out. */
export function toQuery(values: Readonly<Record<string, QueryValue>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') query.append(name, String(one));
    }
  }
  return query;
}

const numberedSchema = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.regex(/^[1-9]\d{0,6}$/))),
});

/** The place in a list whose pages are numbered from 1: cursors are made here, and belong to the same `limit`. @throws InvalidRequestError */
export function numberedPage(options: PageOptions, size: number): { readonly page: number; readonly limit: number } {
  const { limit = size, cursor = '1' } = checked(numberedSchema, options);
  return { page: Number(cursor), limit };
}
