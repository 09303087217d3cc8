import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a link is good, in milliseconds. */
const lifetime = 15 * 60_000;

/** Signs the addresses at which a recording can be had without the key, for a while: until the server ends, at most. */
export class RecordingLinks {
  readonly #secret = randomBytes(32);

  /** The path and query of a new link. */
  create(callId: string): string {
    const expires = String(Date.now() + lifetime);
    const query = new URLSearchParams({ expires, signature: this.#sign(callId, expires).toString('hex') });
    return `/sandbox/recordings/${encodeURIComponent(callId)}?${query.toString()}`;
  }

  isGood(callId: string, expires: string, signature: string): boolean {
    const expected = this.#sign(callId, expires);
    const given = Buffer.from(signature, 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(expires) > Date.now();
  }

  #sign(callId: string, expires: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${expires} ${callId}`).digest();
  }
}
