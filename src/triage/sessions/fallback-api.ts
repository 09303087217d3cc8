import type { Issue, IssueFilter } from '../../api/bland/issues.ts';
import { ApiError, BadRequestError, NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import type { Page } from '../../api/pages.ts';
import { NotSupportedError } from './errors.ts';
import { type OptionalName, optionalNames, type ServicePart, type ServiceSupport } from './service-support.ts';

/**
 * The same service, without the parts of the contract that it refuses: such a request is repeated without them, and what the
 * service does not know is not asked for again.
 */
export function withFallbacks(api: BlandApi, support: ServiceSupport): BlandApi {
  const { issues, alertBindings, scenarios } = api;
  return {
    ...api,
    issues: {
      ...issues,
      async list(filter = {}, options = {}) {
        const page = await repeated('filter', filter, support, (known) => issues.list(known, options));
        const ignored = optionalNames.filter((name) => isIgnored(name, filter, page));
        support.refuse(ignored.map((name) => `filter.${name}` as const));
        return page;
      },
      async create(issue, options) {
        const made = await repeated('field', issue, support, (known) => issues.create(known, options));
        const ignored = optionalNames.filter(
          (name) => name !== 'has_alert' && (issue[name] ?? made[name]) !== made[name],
        );
        support.refuse(ignored.map((name) => `field.${name}` as const));
        return made;
      },
    },
    alertBindings: {
      async list(issueId, options) {
        if (!support.has('alerts')) return { items: [], broken: [], nextCursor: null };
        try {
          const page = await alertBindings.list(issueId, options);
          support.take(['alerts']);
          return page;
        } catch (error) {
          if (!isRefusal(error) || support.isCertain('alerts')) throw error;
          // Of an issue that is gone, it says the same.
          await issues.get(issueId, { signal: options?.signal }).catch(() => {
            throw error;
          });
          support.refuse(['alerts']);
          return { items: [], broken: [], nextCursor: null };
        }
      },
      async bind(...given) {
        if (!support.has('alerts')) throw new NotSupportedError('alerts');
        return alertBindings.bind(...given);
      },
      async unbind(...given) {
        if (!support.has('alerts')) throw new NotSupportedError('alerts');
        return alertBindings.unbind(...given);
      },
    },
    scenarios: {
      list: (...given) => ofPart('scenarios', support, () => scenarios.list(...given)),
      get: (...given) =>
        ofPart(
          'scenarios',
          support,
          () => scenarios.get(...given),
          () => true,
        ),
      // Its place is listed first, which shows whether there is such a part.
      create: (...given) => scenarios.create(...given),
      run: (...given) =>
        ofPart(
          'scenarios',
          support,
          () => scenarios.run(...given),
          () => true,
        ),
      getRun: (...given) =>
        ofPart(
          'scenarios',
          support,
          () => scenarios.getRun(...given),
          () => true,
        ),
      listRuns: (...given) => ofPart('scenarios', support, () => scenarios.listRuns(...given)),
      draft: (...given) => ofPart('scenarioDrafts', support, () => scenarios.draft(...given), namesMissing),
    },
    guarded: (before) => withFallbacks(api.guarded(before), support),
  };
}

/**
 * Asks for a part that the service or the key may not have: 404, 405, or 403. Once it has answered, a refusal is about the
 * request.
 *
 * @param isOfObject tells of a 404 whether it may be about the object that the request names
 * @throws NotSupportedError
 */
async function ofPart<R>(
  part: ServicePart,
  support: ServiceSupport,
  ask: () => Promise<R>,
  isOfObject: (error: ApiError) => boolean = () => false,
): Promise<R> {
  if (!support.has(part)) throw new NotSupportedError(part);
  try {
    const answer = await ask();
    support.take([part]);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError) || support.isCertain(part)) throw error;
    const isMissing = error.status === 404 ? !isOfObject(error) : [403, 405].includes(error.status);
    if (!isMissing) throw error;
    support.refuse([part]);
    throw new NotSupportedError(part);
  }
}

/** True for a refusal that says what is not there, as opposed to one that names the address. */
function namesMissing({ message }: ApiError): boolean {
  return /(?<![-\w])(?:call|pathway|persona|agent) not found/i.test(message);
}

function isRefusal(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof BadRequestError;
}

/**
 * Sends a request with its optional parts, as far as the service may know them. Refused with 400, it is sent again without
 * those that the refusal names, or without all; only when that works, they were the reason.
 */
async function repeated<T extends object, R>(
  kind: 'filter' | 'field',
  given: T,
  support: ServiceSupport,
  send: (known: T) => Promise<R>,
): Promise<R> {
  const partOf = (name: OptionalName): ServicePart => `${kind}.${name}`;
  let known = without(
    given,
    optionalNames.filter((name) => !support.has(partOf(name))),
  );
  const dropped: OptionalName[] = [];
  for (;;) {
    const sent = optionalNames.filter((name) => isGiven(known, name));
    try {
      const result = await send(known);
      support.take(sent.map(partOf));
      support.refuse(dropped.map(partOf));
      return result;
    } catch (error) {
      const suspects = sent.filter((name) => !support.isCertain(partOf(name)));
      if (!(error instanceof BadRequestError) || suspects.length === 0) throw error;
      const named = suspects.filter((name) => isNamed(name, error));
      const guilty = named.length > 0 ? named : suspects;
      dropped.push(...guilty);
      known = without(known, guilty);
    }
  }
}

function isGiven(values: object, name: string): boolean {
  const value: unknown = Object.entries(values).find(([one]) => one === name)?.[1];
  return value !== undefined && value !== '';
}

function isNamed(name: string, { paths, message }: BadRequestError): boolean {
  return paths.includes(name) || new RegExp(`\\b${name}\\b`).test(message);
}

function without<T extends object>(given: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name))) as T;
}

/** True when a page has what a filter rules out: the service passes over parameters that it does not know. */
function isIgnored(name: OptionalName, filter: IssueFilter, page: Page<Issue>): boolean {
  const wanted = filter[name];
  if (wanted === undefined || wanted === '') return false;
  return page.items.some((issue) => {
    if (name !== 'has_alert') return issue[name] !== null && issue[name] !== wanted;
    return issue.linked_alert_count !== null && issue.linked_alert_count > 0 !== wanted;
  });
}
