/** Options of every single request. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}
