/** Tells whether two texts are equal except for line breaks and surrounding white space, which the service may change. */
export function sameText(one: string, other: string): boolean {
  return lines(one).trim() === lines(other).trim();
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
