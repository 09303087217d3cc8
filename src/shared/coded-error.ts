/** The codes by which scripts tell errors apart. docs/COMMANDS.md says when each one occurs. */
export const errorCodes = [
  'INVALID_ARGUMENT',
  'NO_CONNECTION',
  'API_KEY_REJECTED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'CALL_NOT_ATTACHED',
  'MESSAGE_MISMATCH',
  'NUMBERS_TAKEN',
  'NUMBERS_NOT_OWNED',
  'NO_QUEUE',
  'NOTHING_TO_REVIEW',
  'AGENT_NOT_SAVED',
  'NOT_SUPPORTED_BY_SERVICE',
  'NODE_NOT_FOUND',
  'UNREADABLE_FILE',
  'OFFLINE',
  'CANCELLED',
  'STORAGE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Base of every error that a command can reject a script with. */
export abstract class CodedError extends Error {
  /** The class's name, spelled out in every class: the minifier renames the classes themselves. */
  abstract override readonly name: string;
  abstract readonly code: ErrorCode;
}
