import { Emitter } from '../../shared/event.ts';

/** Filters of List Issues that the published reference does not name; all but the first are fields of Create Issue, too. */
export const optionalNames = ['has_alert', 'agent_id', 'agent_version_id', 'dispatch_id', 'skill_id'] as const;
export type OptionalName = (typeof optionalNames)[number];

/**
 * A part of the contract that not every service or key has: it is in some versions of the reference only, or closed to some keys.
 * `scenarioDrafts` are the drafts that the service makes of calls.
 */
export type ServicePart = `${'filter' | 'field'}.${OptionalName}` | 'alerts' | 'scenarios' | 'scenarioDrafts';

/** What is known of a service's optional parts. Each counts as supported until the service refuses it. */
export class ServiceSupport {
  readonly #refused = new Set<ServicePart>();
  readonly #taken = new Set<ServicePart>();
  readonly #changed = new Emitter<readonly ServicePart[]>();
  /** Fires once for each part that turns out to be unknown to the service, with those found together. */
  readonly onDidRefuse = this.#changed.event;

  /** True until the service has refused the part. */
  has(part: ServicePart): boolean {
    return !this.#refused.has(part);
  }

  /** True once the service has taken the part: what it refuses then, it refuses for another reason. */
  isCertain(part: ServicePart): boolean {
    return this.#taken.has(part);
  }

  /** Takes note that the service knows these. */
  take(parts: readonly ServicePart[]): void {
    for (const part of parts) if (this.has(part)) this.#taken.add(part);
  }

  /** Takes note that the service does not know these. */
  refuse(parts: readonly ServicePart[]): void {
    const news = parts.filter((part) => this.has(part));
    for (const part of news) this.#refused.add(part);
    if (news.length > 0) this.#changed.fire(news);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
