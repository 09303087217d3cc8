import { cleanText } from './clean-text.ts';
import { readErrorBody } from './error-body.ts';
import { ApiError, apiError, isWrite, type RequestRef, ResponseShapeError, noReason } from './errors.ts';
import { parseRetryAfter } from './retry.ts';
import type { TransportResponse } from './transport.ts';

/** A successful response with its parsed JSON; undefined if it has no body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request: RequestRef;
}

/** A successful response with its bytes. */
export interface BytesAnswer extends Omit<Answer, 'body'> {
  readonly bytes: Uint8Array;
}

/** Context for reading a response. */
export interface AnswerContext {
  readonly request: RequestRef;
  /** Strings that no error may contain. */
  readonly secrets: readonly string[];
  /** The clock, milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * Parses a response as JSON, whatever its content type.
 *
 * @throws ApiError for a status other than 2xx, and for an error that is reported with a 2xx
 * @throws ResponseShapeError for a 2xx that is not JSON
 */
export function readAnswer(response: TransportResponse, context: AnswerContext): Answer {
  const { status, headers } = response;
  const text = new TextDecoder().decode(response.body);
  if (status < 200 || status > 299) throw errorOf(response, text, context);
  if (text.trim() === '') return { status, headers, body: undefined, request: context.request };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const what = readErrorBody(text, context.secrets).html ? 'a web page' : 'something that is not JSON';
    throw new ResponseShapeError(`The service answered ${status} with ${what}.`, context.request, status);
  }
  if (isWrite(context.request) ? hasError(body) : hasOnlyError(body)) throw errorOf(response, text, context);
  return { status, headers, body, request: context.request };
}

/** Returns the bytes of a response. @throws ApiError for a status other than 2xx */
export function readBytes(response: TransportResponse, context: AnswerContext): BytesAnswer {
  const { status, headers, body } = response;
  if (status < 200 || status > 299) throw errorOf(response, new TextDecoder().decode(body), context);
  return { status, headers, bytes: body, request: context.request };
}

/** Returns whether the response to a write reports an error in any of the service's styles, even with data beside it. */
function hasError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { errors, error, status } = body as Readonly<Record<string, unknown>>;
  return isPresent(errors) || isPresent(error) || status === 'error';
}

function isPresent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}

/** Returns whether the response to a read reports an error, as some endpoints do with a 2xx, and has no data. */
function hasOnlyError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { data, errors, status, message } = body as Readonly<Record<string, unknown>>;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (hasErrors && (data === null || data === undefined)) return true;
  return status === 'error' && (data === null || data === undefined) && typeof message === 'string';
}

function errorOf(response: TransportResponse, text: string, context: AnswerContext): ApiError {
  const { status, headers } = response;
  const { request, secrets, nowMs } = context;
  if (status >= 300 && status < 400) {
    const to = cleanText(headers['location'] ?? '', secrets, 200);
    const message = `The service redirects${to === '' ? '' : ` to ${to}`}. Redirects are not followed; correct the address.`;
    return new ApiError({ status, serviceCode: 'redirect', message, details: { location: to } }, request);
  }
  const body = readErrorBody(text, secrets);
  const reason = body.message ?? noReason;
  return apiError(
    {
      status,
      serviceCode: body.code,
      message: body.html ? `The answer was a web page, not the service's (${status}: ${reason}).` : reason,
      details: body.details,
      retryAfterMs: parseRetryAfter(headers['retry-after'], nowMs),
      paths: body.paths,
      requiredScope: body.requiredScope,
      html: body.html,
    },
    request,
  );
}
