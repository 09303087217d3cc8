/**
 * Errors of requests to a service, one class per cause.
 *
 * No message holds a key: text from the server passes `redact` before it becomes part of an error, and errors of the network
 * library, which may quote raw bytes of a response, are replaced rather than wrapped.
 */
import { CodedError, type ErrorCode } from '../shared/coded-error.ts';

/** The request that failed. */
export interface RequestRef {
  readonly method: string;
  /** Without query and key. */
  readonly path: string;
  /** False for a request that changes nothing in spite of its method, such as one for a token. */
  readonly writes?: boolean | undefined;
}

/** True for a request that may change something at the service. */
export function isWrite({ method, writes = method !== 'GET' }: RequestRef): boolean {
  return writes;
}

/**
 * Statuses that say for certain that a write was not done. All others are ambiguous: 408, 425 and 499 come from gateways that
 * stopped waiting, a redirect or a 5xx may follow the work, and a 2xx with an error in its body is no refusal.
 */
const refusals: readonly number[] = [400, 401, 403, 404, 409, 413, 422, 429];

/** True when a write with this response may have been done. A web page is not from the service, except that of a rate limiter. */
function isAmbiguousStatus(status: number, html = false): boolean {
  return !refusals.includes(status) || (html && status !== 429);
}

/** Base class of the errors of this layer, except `AbortError`. */
export abstract class ServiceError extends CodedError {
  /** Null for failures before there is a request: a key or an address that cannot be used. */
  readonly request: RequestRef | null;
  /** True for a write that the service may have done in spite of this error. */
  readonly ambiguous: boolean;

  /** @param mayBeDone false when the request was certainly not carried out */
  constructor(message: string, request: RequestRef | null, mayBeDone = false) {
    super(message);
    this.request = request;
    this.ambiguous = mayBeDone && request !== null && isWrite(request);
  }
}

/** Contents of an error response; see `readErrorBody`. */
export interface ApiErrorFacts {
  readonly status: number;
  /** The service's own code, such as `call_not_attached` or `AUTH_FAILURE`; null when it gives none. */
  readonly serviceCode: string | null;
  readonly message: string;
  readonly details?: unknown;
  /** Milliseconds of `Retry-After`; null without that header. */
  readonly retryAfterMs?: number | null;
  /** Rejected fields of the request, where the service names them. */
  readonly paths?: readonly string[];
  /** Scope that the key lacks (403 `INSUFFICIENT_SCOPE`). */
  readonly requiredScope?: string | null;
  /** The body is a web page: from a gateway, a portal or another server rather than the service. */
  readonly html?: boolean;
}

/** The message of an answer that says nothing. */
export const noReason = 'no reason given';

/** Codes of the service that say more than the status, of which some are not documented. */
const codesOfService: Readonly<Record<string, ErrorCode>> = {
  call_not_attached: 'CALL_NOT_ATTACHED',
  INVALID_INBOUND_NUMBERS: 'NUMBERS_NOT_OWNED',
  PERSONA_NOT_FOUND: 'NOT_FOUND',
  INBOUND_NOT_FOUND: 'NOT_FOUND',
  NO_VERSIONS: 'AGENT_NOT_SAVED',
  COMPILE_FAILED: 'CONFLICT',
  ENTERPRISE_REQUIRED: 'NOT_SUPPORTED_BY_SERVICE',
  STAGING_NUMBER_UNSUPPORTED: 'NOT_SUPPORTED_BY_SERVICE',
};

/** Redirects, 5xx, rate limits and gateway timeouts: the service may answer properly later. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'API_KEY_REJECTED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404 || status === 410) return 'NOT_FOUND';
  if (status === 409) return 'CONFLICT';
  const isTemporary = [407, 408, 425, 429, 499].includes(status);
  return status >= 400 && status < 500 && !isTemporary ? 'INVALID_ARGUMENT' : 'OFFLINE';
}

/** The service answered with an error. */
export class ApiError extends ServiceError {
  override readonly name: string = 'ApiError';
  override readonly code: ErrorCode;
  readonly status: number;
  /** As `ApiErrorFacts.serviceCode`. */
  readonly serviceCode: string | null;
  readonly details: unknown;
  readonly retryAfterMs: number | null;
  readonly paths: readonly string[];
  readonly html: boolean;

  constructor(facts: ApiErrorFacts, request: RequestRef) {
    super(facts.message, request, isAmbiguousStatus(facts.status, facts.html));
    this.code = codesOfService[facts.serviceCode ?? ''] ?? codeOfStatus(facts.status);
    this.status = facts.status;
    this.serviceCode = facts.serviceCode;
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

/** Makes the error of a response by its status; those without a class of their own are plain `ApiError`s. */
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

/** The step of a request that failed. */
export type NetworkStage = 'dns' | 'connect' | 'tls' | 'proxy' | 'reset' | 'other';

/** There is no response, because the connection failed. */
export class NetworkError extends ServiceError {
  override readonly name = 'NetworkError';
  override readonly code = 'OFFLINE';
  readonly stage: NetworkStage;
  /** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
  readonly systemCode: string;
  /** True when the request may have reached the service. */
  readonly sent: boolean;

  constructor(message: string, request: RequestRef, facts: { stage: NetworkStage; systemCode: string; sent: boolean }) {
    super(message, request, facts.sent);
    this.stage = facts.stage;
    this.systemCode = facts.systemCode;
    this.sent = facts.sent;
  }
}

/** The limit that was exceeded: for connecting, for the first byte of the response, for the next one, or for everything. */
export type TimeoutPhase = 'connect' | 'headers' | 'body' | 'total';

export class TimeoutError extends ServiceError {
  override readonly name = 'TimeoutError';
  override readonly code = 'OFFLINE';
  readonly phase: TimeoutPhase;
  /** True when the request may have reached the service. */
  readonly sent: boolean;

  constructor(message: string, request: RequestRef, facts: { phase: TimeoutPhase; sent: boolean }) {
    super(message, request, facts.sent);
    this.phase = facts.phase;
    this.sent = facts.sent;
  }
}

/** The body of a success cannot be read. A write may have been done. */
export class ResponseShapeError extends ServiceError {
  override readonly name = 'ResponseShapeError';
  override readonly code = 'OFFLINE';
  readonly status: number;

  constructor(message: string, request: RequestRef, status: number) {
    super(message, request, true);
    this.status = status;
  }
}

/** The response is larger than `limitBytes` and was not read to its end. */
export class ResponseTooLargeError extends ServiceError {
  override readonly name = 'ResponseTooLargeError';
  override readonly code = 'UNREADABLE_FILE';
  readonly limitBytes: number;

  constructor(message: string, request: RequestRef, limitBytes: number) {
    super(message, request, true);
    this.limitBytes = limitBytes;
  }
}

/** A recording is larger than the limit, according to its response headers. */
export class RecordingTooLargeError extends ServiceError {
  override readonly name = 'RecordingTooLargeError';
  override readonly code = 'UNREADABLE_FILE';
  readonly limitBytes: number;

  constructor(request: RequestRef, limitBytes: number) {
    super(`The recording is larger than ${Math.floor(limitBytes / 1024 / 1024)} MB.`, request);
    this.limitBytes = limitBytes;
  }
}

/** The request breaks a documented limit and was not sent. */
export class InvalidRequestError extends ServiceError {
  override readonly name = 'InvalidRequestError';
  override readonly code = 'INVALID_ARGUMENT';
  /** The invalid parameters, as the contract names them. */
  readonly paths: readonly string[];

  constructor(message: string, paths: readonly string[]) {
    super(message, null);
    this.paths = paths;
  }
}

/** The last three are faults of a private key. */
export type KeyFault = 'missing' | 'whitespace' | 'characters' | 'length' | 'encrypted' | 'not-pem' | 'algorithm';

export type KeyKind = 'api-key' | 'client-secret' | 'private-key';

/** The key cannot be sent as a header, or cannot sign. The message is a sentence and never holds the key. */
export class InvalidKeyError extends ServiceError {
  override readonly name = 'InvalidKeyError';
  override readonly code = 'API_KEY_REJECTED';
  readonly fault: KeyFault;
  readonly kind: KeyKind;

  constructor(message: string, fault: KeyFault, kind: KeyKind = 'api-key') {
    super(message, null);
    this.fault = fault;
    this.kind = kind;
  }
}

/** The faults of a base URL, of a file's address that the service gave, and of a recording's. */
export type AddressFault =
  | 'missing'
  | 'characters'
  | 'no-protocol'
  | 'malformed'
  | 'protocol'
  | 'credentials'
  | 'query'
  | 'unencrypted'
  | 'file-malformed'
  | 'file-insecure'
  | 'file-redirected'
  | 'recording-malformed'
  | 'recording-insecure';

/** The key must not be sent to this address. The message is a sentence. */
export class InvalidAddressError extends ServiceError {
  override readonly name = 'InvalidAddressError';
  override readonly code = 'INVALID_ARGUMENT';
  readonly fault: AddressFault;
  /** The host that is not asked; null where the address has none, or the fault does not depend on it. */
  readonly host: string | null;

  constructor(message: string, fault: AddressFault, host: string | null = null) {
    super(message, null);
    this.fault = fault;
    this.host = host;
  }
}

export type BytesFault = 'changed' | 'unreadable' | 'not-a-file' | 'unwritable';

/** A file on this machine cannot be read or written, or changed while it was read. */
export class BytesError extends ServiceError {
  override readonly name = 'BytesError';
  override readonly code: ErrorCode;
  readonly fault: BytesFault;
  /** `ENOENT`, `EACCES`; null when the system reported no error. */
  readonly systemCode: string | null;

  constructor(fault: BytesFault, systemCode: string | null) {
    const reason = systemCode === null ? fault.replaceAll('-', ' ') : `${fault} (${systemCode})`;
    super(`The file is ${reason}.`, null);
    this.code = fault === 'unwritable' ? 'STORAGE' : 'UNREADABLE_FILE';
    this.fault = fault;
    this.systemCode = systemCode;
  }
}

/** The token endpoint refused the client: its id, secret or private key is wrong. */
export class TokenRefusedError extends ServiceError {
  override readonly name = 'TokenRefusedError';
  override readonly code = 'API_KEY_REJECTED';
  readonly status: number;
  /** As in OAuth: `invalid_client`. */
  readonly serviceCode: string | null;

  constructor(message: string, request: RequestRef, status: number, serviceCode: string | null) {
    super(message, request);
    this.status = status;
    this.serviceCode = serviceCode;
  }
}

/** The storage behind a presigned address answered with an error. */
export class ObjectStorageError extends ServiceError {
  override readonly name = 'ObjectStorageError';
  override readonly code: ErrorCode;
  readonly status: number;
  /** `AccessDenied`, `NoSuchKey`. */
  readonly serviceCode: string | null;
  /** The address has expired; a new one can be requested. */
  readonly expired: boolean;

  constructor(
    message: string,
    request: RequestRef,
    facts: { status: number; serviceCode: string | null; expired: boolean },
  ) {
    super(message, request, isAmbiguousStatus(facts.status));
    this.code = codeOfStatus(facts.status);
    this.status = facts.status;
    this.serviceCode = facts.serviceCode;
    this.expired = facts.expired;
  }
}

/** The caller's signal ended the request. */
export class AbortError extends CodedError {
  override readonly name = 'AbortError';
  override readonly code = 'CANCELLED';
  readonly ambiguous: boolean;

  constructor(request: RequestRef, sent: boolean) {
    super('The request was cancelled.');
    this.ambiguous = sent && isWrite(request);
  }
}

/** True for our own `AbortError` and for that of the platform, a DOMException. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** True when a write that ended with this error may have been done by the service. */
export function isAmbiguous(error: unknown): boolean {
  return (error instanceof ServiceError || error instanceof AbortError) && error.ambiguous;
}
