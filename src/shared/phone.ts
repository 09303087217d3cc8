/**
 * Formats a phone number: `+1 415 555 0111`. Only numbers of the North American plan, whose parts have fixed lengths, are
 * changed.
 */
export function formatPhoneNumber(number: string): string {
  return number.replace(/^\+1([2-9]\d{2})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}
