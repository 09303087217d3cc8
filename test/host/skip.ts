// Skipping with a reason, which the test runner prints: nothing is left out silently.

const reasons = new WeakMap<object, string>();

/** Skips the test that `context` (its `this`) belongs to. */
export function skip(context: Mocha.Context, reason: string): never {
  if (context.test !== undefined) reasons.set(context.test, reason);
  return context.skip();
}

/** Why a test was skipped. */
export function skipReason(test: Mocha.Test): string {
  return reasons.get(test) ?? 'no reason given';
}
