import { AbortError, NetworkError, TimeoutError } from '../../../src/api/errors.ts';
import {
  defaultTimeouts,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../../../src/api/transport.ts';
import type { Window } from '../machine/window.ts';
import { Random } from '../../support/random.ts';
import type { Story } from '../story.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { type Fate, garble, type Hearing } from './fault.ts';
import { type Maker, Model } from './model.ts';
import type { Normalisation } from './normalise.ts';
import { handle, type Moment, refusal, type ServiceAnswer, type ServiceRequest } from './routes.ts';

/** What a run's service is like. */
export interface ServiceTraits {
  readonly normalisation: Normalisation;
  /** How far lists are behind, milliseconds. */
  readonly lag: number;
  readonly skew: number;
  readonly pageSize: number;
}

/** The user whose key the windows have. */
export const me = 'user-me';

/** How long after its window was lost a request is still done at most, milliseconds. */
const lastCommit = 24_000;

/** A request that writes, as the wire saw it. */
export interface Send {
  readonly key: string;
  readonly window: string;
  readonly at: number;
  /**
   * What the window may conclude: `clean` that it is done, `certain` that it is not, `doubtful` nothing, which is also what
   * stands until it hears of it.
   */
  heard: 'clean' | 'certain' | 'doubtful';
}

/** Statuses that say for certain that nothing was done. */
const refusals: readonly number[] = [400, 401, 403, 404, 409, 413, 422, 429];

/** The service behind a network on which a request can have any fate. */
export class Service {
  readonly model = new Model();
  readonly sends: Send[] = [];
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #story: Story;
  readonly #traits: ServiceTraits;
  /** Decides what becomes of a request. */
  fate: (request: ServiceRequest, key: string, window: Window) => Fate = () => ({
    done: 0,
    hearing: { type: 'answer' },
  });
  readonly #underWay = new Set<{ readonly window: Window; readonly hasten: () => void }>();

  constructor(time: VirtualTime, seed: number, story: Story, traits: ServiceTraits) {
    this.#time = time;
    this.#random = new Random(seed);
    this.#story = story;
    this.#traits = traits;
  }

  get moment(): Moment {
    const { now } = this.#time;
    return { ...this.#traits, model: this.model, now, listed: now - this.#traits.lag };
  }

  /** Does something for somebody who is no window of ours, at once. */
  act(
    who: Maker,
    author: string,
    method: string,
    path: string,
    body: Readonly<Record<string, unknown>> = {},
  ): ServiceAnswer {
    this.#story.tell(who, `${method} ${path} ${JSON.stringify(body)}`);
    const origin = { by: who, key: null, author };
    return handle(this.moment, { method, path, query: new URLSearchParams(), body }, origin);
  }

  /** Sees to it that what a lost window has sent is done soon, or never. */
  lose(window: Window): void {
    for (const request of this.#underWay) if (request.window === window) request.hasten();
  }

  transportOf(window: Window): Transport {
    return { name: 'direct', send: (request) => this.#send(window, request), close: () => Promise.resolve() };
  }

  #send(window: Window, wanted: TransportRequest): Promise<TransportResponse> {
    const request = read(wanted);
    const ref = { method: wanted.method, path: request.path };
    const key = keyOf(request);
    const isWrite = request.method !== 'GET';
    const { done, hearing } = this.fate(request, key, window);
    const there = this.#random.whole(10, 150);
    const back = this.#random.whole(10, 150);
    const label = `${request.method} ${request.path}${request.query.size > 0 ? `?${request.query}` : ''}`;
    const content = isWrite ? ` ${JSON.stringify(request.body)}` : '';
    this.#story.tell(window.name, `→ ${label}${content} [${fateWords(isWrite ? done : 0, hearing)}]`);
    const send: Send = { key, window: window.name, at: this.#time.now, heard: 'doubtful' };
    if (isWrite && hearing.type !== 'unsent') this.sends.push(send);

    return new Promise((resolve, reject) => {
      let isOver = false;
      const end = (milliseconds: number, how: () => void): void =>
        void this.#time.in(milliseconds, () =>
          window.deliver(() => {
            if (isOver) return;
            isOver = true;
            wanted.signal?.removeEventListener('abort', abort);
            how();
          }),
        );
      const abort = (): void => end(0, () => reject(new AbortError(ref, true)));
      wanted.signal?.addEventListener('abort', abort, { once: true });
      if (wanted.signal?.aborted === true) return abort();

      if (hearing.type === 'unsent') {
        const facts = { stage: hearing.stage, systemCode: 'ECONNREFUSED', sent: false };
        return end(there, () => reject(new NetworkError('Not reached.', ref, facts)));
      }
      const perform = (): ServiceAnswer => {
        const answer = handle(this.moment, request, { by: 'ours', key, author: me });
        if (isWrite)
          this.#story.tell('service', `does ${label} for ${window.name}: ${answer.status} ${madeIn(answer)}`);
        return answer;
      };
      const answerWith = (
        milliseconds: number,
        answer: () => { text: string; status: number; headers?: Record<string, string> },
      ): void =>
        end(milliseconds, () => {
          const { text, status, headers = {} } = answer();
          resolve({ status, headers, body: new TextEncoder().encode(text) });
        });
      if (hearing.type === 'answer' || hearing.type === 'garbled') {
        this.#do(window, there + (done ?? 0), () => {
          const { status, body } = done === null ? { status: 200, body: {} } : perform();
          const text = body === undefined ? '' : JSON.stringify(body);
          answerWith(back, () => {
            if (refusals.includes(status)) send.heard = 'certain';
            else if (hearing.type === 'answer') send.heard = 'clean';
            else return { status: status === 204 ? 200 : status, text: garble(text, hearing.how) };
            return { status, text };
          });
        });
        return;
      }
      if (done !== null) this.#do(window, Math.max(there, done), perform);
      if (hearing.type === 'silence') {
        const patience = wanted.timeouts?.headersMs ?? defaultTimeouts.headersMs;
        return end(patience, () => reject(new TimeoutError('No answer.', ref, { phase: 'headers', sent: true })));
      }
      if (hearing.type === 'reset') {
        const facts = { stage: 'reset', systemCode: 'ECONNRESET', sent: true } as const;
        return end(there + back, () => reject(new NetworkError('Reset.', ref, facts)));
      }
      const { status, retryAfter } = hearing;
      const { body } = refusal(status, `error_${status}`, `Status ${status}`);
      const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      if (status >= 300 && status < 400) headers['location'] = 'https://elsewhere.example/';
      answerWith(there + back, () => {
        if (refusals.includes(status)) send.heard = 'certain';
        return { status, text: JSON.stringify(body), headers };
      });
    });
  }

  /** Does something later; a window that is lost meanwhile makes it sooner. */
  #do(window: Window, milliseconds: number, work: () => void): void {
    const at = this.#time.now + milliseconds;
    let cancel = (): void => undefined;
    const perform = (): void => {
      this.#underWay.delete(request);
      work();
    };
    const request = {
      window,
      hasten: () => {
        if (at <= this.#time.now + lastCommit) return;
        cancel();
        cancel = this.#time.in(this.#random.whole(0, lastCommit), perform);
      },
    };
    this.#underWay.add(request);
    cancel = this.#time.in(milliseconds, perform);
  }
}

function read({ method, url, body }: TransportRequest): ServiceRequest {
  const fields = typeof body === 'string' ? (JSON.parse(body) as Record<string, unknown>) : {};
  return { method, path: url.pathname, query: url.searchParams, body: fields };
}

/**
 * Names what a request writes, by its content: two requests that mean the same have the same key. A flag is known by what
 * it says, since a new issue's id is not known beforehand, and a prompt whatever session it goes to.
 */
export function keyOf({ method, path, body }: Pick<ServiceRequest, 'method' | 'path' | 'body'>): string {
  const said = JSON.stringify(Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  if (method === 'POST' && path.endsWith('/flags')) return `POST flags ${said}`;
  return `${method} ${path.replace(/agent-sessions\/\d+/, 'agent-sessions')} ${said}`;
}

function fateWords(done: number | null, hearing: Hearing): string {
  const commit = done === null ? 'not done' : done === 0 ? 'done at once' : `done after ${done} ms`;
  switch (hearing.type) {
    case 'answer':
      return done === 0 ? 'ok' : commit;
    case 'unsent':
      return `unsent: ${hearing.stage}`;
    case 'status':
      return `answers ${hearing.status}${hearing.retryAfter === undefined ? '' : `, Retry-After ${hearing.retryAfter}`}, ${commit}`;
    case 'garbled':
      return `${hearing.how}, ${commit}`;
    case 'reset':
    case 'silence':
      return `${hearing.type}, ${commit}`;
  }
}

function madeIn({ body }: ServiceAnswer): string {
  const data = (body as { data?: { id?: unknown } | null } | undefined)?.data;
  return typeof data?.id === 'string' ? `#${data.id}` : '';
}
