import type { ImportItem, Place } from './import-item.ts';

/** Reads a value of one platform, recognised by its shape; null for any other value. */
export type Platform = (value: unknown, place: Place) => ImportItem | null;

/** In the order in which they are tried: those with the most particular shape first. */
export const platforms: readonly Platform[] = [];
