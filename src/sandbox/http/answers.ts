import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * The error shapes of the contracts: `envelope` (triage), `flat` (calls), `talkdesk`, `oauth` (Talkdesk's token endpoint)
 * and `xml` (presigned addresses of a storage).
 */
export type ErrorStyle = 'envelope' | 'flat' | 'talkdesk' | 'oauth' | 'xml';

/** A field at fault, as Talkdesk's errors list them. */
export interface FieldFault {
  readonly name: string;
  readonly description: string;
}

/** An error answer: thrown anywhere below a route, sent by the app's error handler. */
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

/** 400 of the triage operations. */
export const badRequest = (message: string): Refusal => new Refusal(400, 'bad_request', message);

/** 404 of the triage operations, as in "Issue not found". */
export const notFound = (what: string): Refusal => new Refusal(404, 'not_found', `${what} not found`);

/** Error of the operations on one call, which has no code. */
export const flatError = (status: 400 | 404, message: string): Refusal => new Refusal(status, 'flat', message, 'flat');

/** 400 of List Calls and the SMS operations. */
export const invalidParameter = (message: string): Refusal => new Refusal(400, 'INVALID_PARAMETER', message);

/** Returns the answer to a refused request in its error shape. */
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

/** Returns the success envelope of the triage operations. */
export function data(c: Context, value: unknown, status: 200 | 201 | 202 = 200): Response {
  return c.json({ data: value, errors: null }, status);
}
