/**
 * What can go wrong between us and a service: one class per cause.
 *
 * No message here holds a key: text of the server passes `redact` before it gets into an error, and the errors of the
 * network library, which may quote raw bytes of an answer, are replaced rather than wrapped.
 */

/** Which request failed. `path` has no query and no key. */
export interface RequestRef {
  readonly method: string;
  readonly path: string;
  /** False for a request that changes nothing although its method says so: one for a token. */
  readonly writes?: boolean | undefined;
}

/** Whether a request may change something at the service. */
export function isWrite({ method, writes = method !== 'GET' }: RequestRef): boolean {
  return writes;
}

/**
 * Statuses with which the service says for certain that it has not done what was asked. Everything else leaves that open:
 * 408, 425 and 499 come from gateways that gave up waiting, a redirect or a 5xx may come after the work, and a success with
 * an error inside is no refusal.
 */
const refusals: readonly number[] = [400, 401, 403, 404, 409, 413, 422, 429];

/** Whether a write that was answered so may have been done. A web page is not the service's word, but a limiter's may be one. */
function leavesOpen(status: number, html = false): boolean {
  return !refusals.includes(status) || (html && status !== 429);
}

/** Everything this layer throws on purpose, except `AbortError`, derives from this. */
export abstract class ServiceError extends Error {
  /** Spelled out in every class, because class names do not survive the bundler. */
  abstract override readonly name: string;
  /** Null for what fails before there is a request: a key or an address that cannot be used. */
  readonly request: RequestRef | null;
  /** True when this was a write that the service may have done although it failed here. */
  readonly ambiguous: boolean;

  /** @param open whether the request may have been carried out, should it be a write */
  constructor(message: string, request: RequestRef | null, open = false) {
    super(message);
    this.request = request;
    this.ambiguous = open && request !== null && isWrite(request);
  }
}

/** What an answer that is an error says; see `readErrorBody`. */
export interface ApiErrorFacts {
  readonly status: number;
  /** The service's own code: `call_not_attached`, `AUTH_FAILURE`; null when it gives none. */
  readonly code: string | null;
  readonly message: string;
  readonly details?: unknown;
  /** Milliseconds the service asks to wait (`Retry-After`); null when it does not. */
  readonly retryAfterMs?: number | null;
  /** The fields of the request it complains about, where it names them. */
  readonly paths?: readonly string[];
  /** The scope the key lacks (403 `INSUFFICIENT_SCOPE`). */
  readonly requiredScope?: string | null;
  /** The body was a web page: of a gateway, a portal or another server rather than of the service. */
  readonly html?: boolean;
}

/** The service answered, and said no. */
export class ApiError extends ServiceError {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly code: string | null;
  readonly details: unknown;
  readonly retryAfterMs: number | null;
  readonly paths: readonly string[];
  readonly html: boolean;

  constructor(facts: ApiErrorFacts, request: RequestRef) {
    super(facts.message, request, leavesOpen(facts.status, facts.html));
    this.status = facts.status;
    this.code = facts.code;
    this.details = facts.details ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.paths = facts.paths ?? [];
    this.html = facts.html ?? false;
  }
}

export class BadRequestError extends ApiError {
  override readonly name = 'BadRequestError';
}

export class UnauthorizedError extends ApiError {
  override readonly name = 'UnauthorizedError';
}

export class ForbiddenError extends ApiError {
  override readonly name = 'ForbiddenError';
  readonly requiredScope: string | null;

  constructor(facts: ApiErrorFacts, request: RequestRef) {
    super(facts, request);
    this.requiredScope = facts.requiredScope ?? null;
  }
}
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError';
}

/** 500 to 599. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
}

/** The answer's error class by its status; statuses without a class of their own are plain `ApiError`s. */
export function apiError(facts: ApiErrorFacts, request: RequestRef): ApiError {
  const { status } = facts;
  if (status === 400) return new BadRequestError(facts, request);
  if (status === 401) return new UnauthorizedError(facts, request);
  if (status === 403) return new ForbiddenError(facts, request);
  if (status === 404) return new NotFoundError(facts, request);
  if (status === 409) return new ConflictError(facts, request);
  if (status === 429) return new RateLimitError(facts, request);
  if (status >= 500) return new ServerError(facts, request);
  return new ApiError(facts, request);
}

/** Where on the way a request failed. */
export type NetworkStage = 'dns' | 'connect' | 'tls' | 'proxy' | 'reset' | 'other';

/** No answer, because the way to the service failed. */
export class NetworkError extends ServiceError {
  override readonly name = 'NetworkError';
  readonly stage: NetworkStage;
  /** The system's code: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
  readonly code: string;
  /** True when the request may have reached the service. */
  readonly sent: boolean;

  constructor(message: string, request: RequestRef, facts: { stage: NetworkStage; code: string; sent: boolean }) {
    super(message, request, facts.sent);
    this.stage = facts.stage;
    this.code = facts.code;
    this.sent = facts.sent;
  }
}

/** What took too long: connecting, the first byte of the answer, the next one, or everything together. */
export type TimeoutPhase = 'connect' | 'headers' | 'body' | 'total';

export class TimeoutError extends ServiceError {
  override readonly name = 'TimeoutError';
  readonly phase: TimeoutPhase;
  /** True when the request may have reached the service. */
  readonly sent: boolean;

  constructor(message: string, request: RequestRef, facts: { phase: TimeoutPhase; sent: boolean }) {
    super(message, request, facts.sent);
    this.phase = facts.phase;
    this.sent = facts.sent;
  }
}

/** The service said yes, but in a shape that cannot be read. An unreadable yes is not a no. */
export class ResponseShapeError extends ServiceError {
  override readonly name = 'ResponseShapeError';
  readonly status: number;

  constructor(message: string, request: RequestRef, status: number) {
    super(message, request, true);
    this.status = status;
  }
}

/** The answer was larger than `limitBytes` and was not read to its end. */
export class ResponseTooLargeError extends ServiceError {
  override readonly name = 'ResponseTooLargeError';
  readonly limitBytes: number;

  constructor(message: string, request: RequestRef, limitBytes: number) {
    super(message, request, true);
    this.limitBytes = limitBytes;
  }
}

/** A recording is larger than what is fetched of one; what was announced is told, not received. */
export class RecordingTooLargeError extends ServiceError {
  override readonly name = 'RecordingTooLargeError';
  readonly limitBytes: number;

  constructor(request: RequestRef, limitBytes: number) {
    super(`The recording is larger than ${Math.floor(limitBytes / 1024 / 1024)} MB.`, request);
    this.limitBytes = limitBytes;
  }
}

/** The request breaks a documented limit and was not sent. */
export class InvalidRequestError extends ServiceError {
  override readonly name = 'InvalidRequestError';
  /** The offending parameters, as the contract names them. */
  readonly paths: readonly string[];

  constructor(message: string, paths: readonly string[]) {
    super(message, null);
    this.paths = paths;
  }
}

/** Why a key cannot be used. */
export type KeyFault = 'missing' | 'whitespace' | 'characters' | 'length';

/** The key cannot be sent as a header. The message is a sentence and never holds the key. */
export class InvalidKeyError extends ServiceError {
  override readonly name = 'InvalidKeyError';
  readonly fault: KeyFault;

  constructor(message: string, fault: KeyFault) {
    super(message, null);
    this.fault = fault;
  }
}

/** The address is not one a key may be sent to. The message is a sentence. */
export class InvalidAddressError extends ServiceError {
  override readonly name = 'InvalidAddressError';
  constructor(message: string) {
    super(message, null);
  }
}

/** Why the bytes of a file cannot be sent or stored. */
export type BytesFault = 'changed' | 'unreadable' | 'not-a-file' | 'unwritable';

/** The fault is on this machine: a file that cannot be read or written, or that changes while it is read. */
export class BytesError extends ServiceError {
  override readonly name = 'BytesError';
  readonly fault: BytesFault;
  /** The system's code, such as `ENOENT`. */
  readonly code: string | null;

  constructor(fault: BytesFault, code: string | null) {
    super(code === null ? `The file is ${fault.replaceAll('-', ' ')}.` : `The file is ${fault} (${code}).`, null);
    this.fault = fault;
    this.code = code;
  }
}

/** The token endpoint does not give a token to this client: its id, its secret or its key is not the right one. */
export class TokenRefusedError extends ServiceError {
  override readonly name = 'TokenRefusedError';
  readonly status: number;
  /** As OAuth names it: `invalid_client`. */
  readonly code: string | null;

  constructor(message: string, request: RequestRef, status: number, code: string | null) {
    super(message, request);
    this.status = status;
    this.code = code;
  }
}

/** The storage behind a presigned address said no. `expired`: the address does not hold (any more). */
export class ObjectStorageError extends ServiceError {
  override readonly name = 'ObjectStorageError';
  readonly status: number;
  readonly code: string | null;
  readonly expired: boolean;

  constructor(message: string, request: RequestRef, facts: { status: number; code: string | null; expired: boolean }) {
    super(message, request, leavesOpen(facts.status));
    this.status = facts.status;
    this.code = facts.code;
    this.expired = facts.expired;
  }
}

/** The caller's signal ended the request. Not a failure: it passes through every layer. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly ambiguous: boolean;

  constructor(request: RequestRef, sent: boolean) {
    super('The request was cancelled.');
    this.ambiguous = sent && isWrite(request);
  }
}

/** Whether this error means "cancelled", by us or by the platform. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Whether a write that ended with this error may have been done by the service all the same. */
export function isAmbiguous(error: unknown): boolean {
  return (error instanceof ServiceError || error instanceof AbortError) && error.ambiguous;
}
