import { InvalidArgumentError } from '../errors.ts';
import { mentionsNorm } from '../issues/norm.ts';

/** Characters that are invisible, or that belong to the one before them. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]/gu;

/**
 * Refuses a text that would start a run of Norm, which may edit pathways, also one in which the mention is disguised by
 * invisible or wide characters.
 *
 * @throws InvalidArgumentError
 */
export function refuseNorm(argument: string, text: string): void {
  if (!mentionsNorm(text) && !mentionsNorm(text.normalize('NFKD').replace(unseen, ''))) return;
  throw new InvalidArgumentError(
    argument,
    'The text mentions @norm, which would start a run that may edit pathways. Tools cannot do that; a person can, in the editor.',
  );
}
