import { CodedError } from '../shared/coded-error.ts';

/** Base of the errors that the domain finds by itself, as opposed to those of the service or the network. */
export abstract class TriageError extends CodedError {}

/** The argument object does not match the command's schema. */
export class InvalidArgumentError extends TriageError {
  override readonly name = 'InvalidArgumentError';
  override readonly code = 'INVALID_ARGUMENT';
  /** Path of the invalid argument, such as `messageIndex`. */
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
  }
}

/** The target file exists. Scripts replace it with `overwrite: true`. */
export class FileExistsError extends TriageError {
  override readonly name = 'FileExistsError';
  override readonly code = 'CONFLICT';

  constructor(file: string) {
    super(`There is a file ${file} already. Give overwrite: true to replace it.`);
  }
}
