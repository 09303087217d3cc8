import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Which of the contract's error shapes an operation answers with: the envelope (triage), or the flat one (calls). */
export type ErrorStyle = 'envelope' | 'flat';

/** A request that is refused: thrown anywhere below a route, answered in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly style: ErrorStyle;

  constructor(status: ContentfulStatusCode, code: string, message: string, style: ErrorStyle = 'envelope') {
    super(message);
    this.status = status;
    this.code = code;
    this.style = style;
  }
}

/** 400 in the triage operations' words. */
export const badRequest = (message: string): Refusal => new Refusal(400, 'bad_request', message);

/** 404 in the triage operations' words, as in "Issue not found". */
export const notFound = (what: string): Refusal => new Refusal(404, 'not_found', `${what} not found`);

/** 400 in the words of List Calls and the SMS list. */
export const invalidParameter = (message: string): Refusal => new Refusal(400, 'INVALID_PARAMETER', message);

/** The answer to a refused request, in the shape its operation documents. */
export function refused(c: Context, refusal: Refusal): Response {
  const body =
    refusal.style === 'flat'
      ? { status: 'error', message: refusal.message }
      : { data: null, errors: [{ error: refusal.code, message: refusal.message }] };
  return c.json(body, refusal.status);
}

/** The success envelope of every triage operation. */
export function data(c: Context, value: unknown, status: 200 | 201 | 202 = 200): Response {
  return c.json({ data: value, errors: null }, status);
}
