/**
 * A phone number as people write it: `+1 415 555 0111`. Only the numbers of the North American plan, whose parts have one
 * length everywhere, are taken apart; everything else stays as it is.
 */
export function showNumber(number: string): string {
  return number.replace(/^\+1([2-9]\d{2})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}
