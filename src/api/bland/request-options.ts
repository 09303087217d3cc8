/** What every single request takes. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}
