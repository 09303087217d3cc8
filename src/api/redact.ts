const mark = '[redacted]';

/** Takes secrets out of a text, also where they are percent-encoded or escaped as in JSON. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((cleaned, form) => cleaned.replaceAll(form, mark), text);
}
