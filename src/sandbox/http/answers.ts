import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * Which of the contracts' error shapes an operation answers with: the envelope (triage), the flat one (calls), Talkdesk's,
 * OAuth's (its token endpoint), or a storage's XML (presigned addresses).
 */
export type ErrorStyle = 'envelope' | 'flat' | 'talkdesk' | 'oauth' | 'xml';

/** A field of a request that Talkdesk complains about. */
export interface FieldFault {
  readonly name: string;
  readonly description: string;
}

/** A request that is refused: thrown anywhere below a route, answered in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly style: ErrorStyle;
  readonly fields: readonly FieldFault[];

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    style: ErrorStyle = 'envelope',
    fields: readonly FieldFault[] = [],
  ) {
    super(message);
    this.fields = fields;
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
export function refused(c: Context, { status, code, message, style, fields }: Refusal): Response {
  switch (style) {
    case 'envelope':
      return c.json({ data: null, errors: [{ error: code, message }] }, status);
    case 'flat':
      return c.json({ status: 'error', message }, status);
    case 'talkdesk':
      return c.json({ code, message, fields }, status);
    case 'oauth':
      return c.json({ error: code, error_description: message }, status);
    case 'xml':
      return c.body(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
        status,
        {
          'content-type': 'application/xml',
        },
      );
  }
}

/** The success envelope of every triage operation. */
export function data(c: Context, value: unknown, status: 200 | 201 | 202 = 200): Response {
  return c.json({ data: value, errors: null }, status);
}
