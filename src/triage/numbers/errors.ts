import { TriageError } from '../errors.ts';
import type { NumberOwner } from './owner.ts';

/** Others answer the numbers; nothing was sent. Scripts move them with `move: true`. */
export class NumbersTakenError extends TriageError {
  override readonly name = 'NumbersTakenError';
  override readonly code = 'NUMBERS_TAKEN';
  readonly numbers: readonly { readonly number: string; readonly owner: NumberOwner }[];

  constructor(numbers: readonly { readonly number: string; readonly owner: NumberOwner }[]) {
    const list = numbers.map(({ number, owner }) => `${number} (${owner.name})`).join(', ');
    super(`Nothing was changed, because others answer these numbers: ${list}.`);
    this.numbers = numbers;
  }
}

/** The numbers may be an agent's, since not all agents can be read; nothing was sent. */
export class OwnerUnknownError extends TriageError {
  override readonly name = 'OwnerUnknownError';
  override readonly code = 'CONFLICT';
  readonly numbers: readonly string[];

  constructor(numbers: readonly string[]) {
    super(`Nothing was detached: an agent that cannot be read may answer these numbers: ${numbers.join(', ')}.`);
    this.numbers = numbers;
  }
}

/** The service refused numbers that do not belong to the account. */
export class NumbersNotOwnedError extends TriageError {
  override readonly name = 'NumbersNotOwnedError';
  override readonly code = 'NUMBERS_NOT_OWNED';
  /** Those missing from the account's own list; empty when none is. */
  readonly numbers: readonly string[];

  constructor(numbers: readonly string[]) {
    super(
      numbers.length === 0
        ? 'The service says that some of the numbers are not the account’s. Nothing was attached.'
        : `Nothing was attached, because these are not numbers of the account: ${numbers.join(', ')}.`,
    );
    this.numbers = numbers;
  }
}
