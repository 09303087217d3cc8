import type { Member } from '../../api/bland/members.ts';
import { ForbiddenError, NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { printable } from '../transcript/transcript.ts';

/** A user as far as known: a member's name, `nobody` for an id without a member, undefined while no members are loaded. */
export type Known = { readonly name: string } | 'nobody' | undefined;

/** The members of the organisations that this connection's issues belong to. */
export class MemberStore {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  /** Fires when names have been loaded. */
  readonly onDidChange = this.#changed.event;
  readonly #asked = new Map<string, Promise<readonly Member[] | undefined>>();
  readonly #names = new Map<string, string>();
  #loaded = false;

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /**
   * An organisation's members (GET members), asked for once; undefined when the service does not show them to this key.
   *
   * @throws ServiceError; then the next one who wants them asks again
   */
  of(orgId: string): Promise<readonly Member[] | undefined> {
    const asked = this.#asked.get(orgId) ?? this.#fetch(orgId);
    this.#asked.set(orgId, asked);
    return asked;
  }

  /** Asks for an organisation's members, so that their names are known some time. What fails leaves ids without names. */
  want(orgId: string | null): void {
    if (orgId !== null) void this.of(orgId).catch(() => undefined);
  }

  /** Returns the user with an id, as far as known now. */
  who(userId: string): Known {
    const name = this.#names.get(userId);
    if (name !== undefined) return { name };
    return this.#loaded ? 'nobody' : undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #fetch(orgId: string): Promise<readonly Member[] | undefined> {
    try {
      const { items } = await this.#api.members.list(orgId);
      for (const member of items) this.#names.set(member.user_id, nameOf(member));
      this.#loaded = true;
      this.#changed.fire();
      return items;
    } catch (error) {
      if (error instanceof ForbiddenError || error instanceof NotFoundError) return undefined;
      this.#asked.delete(orgId);
      throw error;
    }
  }
}

/** Returns a member's name; the e-mail address or the id where there is none. */
export function nameOf(member: Member): string {
  const name = printable(`${member.first_name} ${member.last_name}`).trim();
  return name || printable(member.member_email || member.user_id);
}
