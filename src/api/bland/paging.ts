import * as z from 'zod/mini';
import type { PageOptions } from '../pages.ts';
import { checked } from './strict.ts';

// limit 1 to 100 (default 50), cursor opaque: common to every triage list.
const pagingSchema = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.minLength(1))),
});

/** Returns the query of a triage list without unset parameters, since some lists refuse those. @throws InvalidRequestError */
export function pagingQuery(options: PageOptions): URLSearchParams {
  const { limit, cursor } = checked(pagingSchema, options);
  return toQuery({ limit, cursor });
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Returns a query in which a list repeats its name, and undefined and empty values are left out. */
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

/** Returns the page of a list with numbered pages. The cursor is its number, from 1. @throws InvalidRequestError */
export function numberedPage(options: PageOptions, size: number): { readonly page: number; readonly limit: number } {
  const { limit = size, cursor = '1' } = checked(numberedSchema, options);
  return { page: Number(cursor), limit };
}
