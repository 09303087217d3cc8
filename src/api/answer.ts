import { cleanText } from './clean-text.ts';
import { readErrorBody } from './error-body.ts';
import { ApiError, apiError, isWrite, type RequestRef, ResponseShapeError } from './errors.ts';
import { parseRetryAfter } from './retry.ts';
import type { TransportResponse } from './transport.ts';

/** An answer that is a success: its JSON, or undefined when it has no body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request: RequestRef;
}

/** An answer that is a success and no JSON. */
export interface BytesAnswer extends Omit<Answer, 'body'> {
  readonly bytes: Uint8Array;
}

/** Context that reading an answer needs. */
export interface AnswerContext {
  readonly request: RequestRef;
  /** Strings that must not get into an error. */
  readonly secrets: readonly string[];
  /** The clock, milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * Turns an answer into data, or into the error it is. The content type is not looked at: what parses is JSON.
 *
 * @throws ApiError for every status but 2xx, and for an error that comes with a 2xx
 * @throws ResponseShapeError for a success that is not JSON
 */
export function readAnswer(response: TransportResponse, context: AnswerContext): Answer {
  const { status, headers } = response;
  const text = new TextDecoder().decode(response.body);
  if (status < 200 || status > 299) throw failure(response, text, context);
  if (text.trim() === '') return { status, headers, body: undefined, request: context.request };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const what = readErrorBody(text, context.secrets).html ? 'a web page' : 'something that is not JSON';
    throw new ResponseShapeError(`The service answered ${status} with ${what}.`, context.request, status);
  }
  if (isWrite(context.request) ? hasError(body) : isRefusal(body)) throw failure(response, text, context);
  return { status, headers, body, request: context.request };
}

/** The bytes of a success, whatever they are. @throws ApiError for every status but 2xx */
export function readBytes(response: TransportResponse, context: AnswerContext): BytesAnswer {
  const { status, headers, body } = response;
  if (status < 200 || status > 299) throw failure(response, new TextDecoder().decode(body), context);
  return { status, headers, bytes: body, request: context.request };
}

/** True when the answer to a write reports an error, in any of the service's styles, whatever data stands beside it. */
function hasError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { errors, error, status } = body as Readonly<Record<string, unknown>>;
  return isSaid(errors) || isSaid(error) || status === 'error';
}

function isSaid(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}

/** Some endpoints report a failure under a success status; a read takes what data there is beside it. */
function isRefusal(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { data, errors, status, message } = body as Readonly<Record<string, unknown>>;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (hasErrors && (data === null || data === undefined)) return true;
  return status === 'error' && (data === null || data === undefined) && typeof message === 'string';
}

function failure(response: TransportResponse, text: string, context: AnswerContext): ApiError {
  const { status, headers } = response;
  const { request, secrets, nowMs } = context;
  if (status >= 300 && status < 400) {
    const to = cleanText(headers['location'] ?? '', secrets, 200);
    const message = `The service redirects${to === '' ? '' : ` to ${to}`}. Redirects are not followed; correct the address.`;
    return new ApiError({ status, serviceCode: 'redirect', message }, request);
  }
  const body = readErrorBody(text, secrets);
  const said = body.message ?? 'no reason given';
  return apiError(
    {
      status,
      serviceCode: body.code,
      message: body.html ? `The answer was a web page, not the service's (${status}: ${said}).` : said,
      details: body.details,
      retryAfterMs: parseRetryAfter(headers['retry-after'], nowMs),
      paths: body.paths,
      requiredScope: body.requiredScope,
      html: body.html,
    },
    request,
  );
}
