import type { Normalisation } from './normalise.ts';
import { type Collection, type Fields, fieldsAt, type Model, type Origin, type Stored } from './model.ts';
import { numberRoutes } from './numbers.ts';

export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Fields;
}

export interface ServiceAnswer {
  readonly status: number;
  /** Undefined for an answer without a body. */
  readonly body: unknown;
}

/** One instant at the service. */
export interface Moment {
  readonly model: Model;
  readonly normalisation: Normalisation;
  readonly now: number;
  /** The time as which lists are read. */
  readonly listed: number;
  /** How far the service's clock is ahead, milliseconds. */
  readonly skew: number;
  /** Items of a page at most, whatever is asked for. */
  readonly pageSize: number;
}

export type Handler = (
  moment: Moment,
  request: ServiceRequest,
  origin: Origin,
  ids: readonly string[],
) => ServiceAnswer;

const ok = (status: number, data: unknown): ServiceAnswer => ({ status, body: { data, errors: null } });
const none: ServiceAnswer = { status: 204, body: undefined };

/** An error as the service words it. */
export function refusal(status: number, error: string, message: string): ServiceAnswer {
  return { status, body: { data: null, errors: [{ error, message }] } };
}
const missing = (what: string): ServiceAnswer => refusal(404, 'not_found', `${what} not found`);

const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['GET', /^\/v1\/triage\/issues$/, listIssues],
  ['POST', /^\/v1\/triage\/issues$/, createIssue],
  ['GET', /^\/v1\/triage\/issues\/(\d+)$/, (moment, _request, _origin, [id = '']) => getIssue(moment, id)],
  ['PATCH', /^\/v1\/triage\/issues\/(\d+)$/, updateIssue],
  ['DELETE', /^\/v1\/triage\/issues\/(\d+)$/, removeIssue],
  ['GET', /^\/v1\/triage\/issues\/(\d+)\/flags$/, listOf('flags')],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/flags$/, addFlag],
  ['DELETE', /^\/v1\/triage\/issues\/(\d+)\/flags\/(\d+)$/, removeFrom('flags', 'Flag')],
  ['GET', /^\/v1\/triage\/issues\/(\d+)\/resources$/, listOf('links')],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/resources$/, attachResource],
  ['DELETE', /^\/v1\/triage\/issues\/(\d+)\/resources\/(\d+)$/, removeFrom('links', 'Resource')],
  ['PUT', /^\/v1\/triage\/issues\/(\d+)\/calls\/([\w-]+)$/, attachCall],
  ['DELETE', /^\/v1\/triage\/issues\/(\d+)\/calls\/([\w-]+)$/, detachCall],
  ['GET', /^\/v1\/triage\/issues\/(\d+)\/relations$/, listOf('relations')],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/relations$/, addRelation],
  ['DELETE', /^\/v1\/triage\/issues\/(\d+)\/relations\/(\d+)$/, removeFrom('relations', 'Relation')],
  ['GET', /^\/v1\/triage\/issues\/(\d+)\/activity$/, listOf('activity')],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/comments$/, addComment],
  ['GET', /^\/v1\/triage\/categories$/, (moment, request) => page(moment, request, 'categories', null)],
  ['POST', /^\/v1\/triage\/categories$/, createCategory],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/agent-sessions$/, createSession],
  ['POST', /^\/v1\/triage\/issues\/(\d+)\/agent-sessions\/(\d+)\/prompts$/, promptNorm],
];

/** Does what a request asks for, and answers it. */
export function handle(moment: Moment, request: ServiceRequest, origin: Origin): ServiceAnswer {
  for (const [method, path, handler] of [...routes, ...numberRoutes]) {
    const match = method === request.method ? path.exec(request.path) : null;
    if (match !== null) return handler(moment, request, origin, match.slice(1));
  }
  return refusal(404, 'not_found', `No route ${request.method} ${request.path}`);
}

/** An object as the service shows it. */
function show(moment: Moment, stored: Stored, at: number): Fields {
  const time = new Date(stored.at + moment.skew).toISOString();
  return { id: stored.id, org_id: 'org', issue_id: stored.issue, created_at: time, ...fieldsAt(stored, at) };
}

function listOf(collection: Collection): Handler {
  return (moment, request, _origin, [issue = '']) =>
    issueAt(moment, issue) === undefined ? missing('Issue') : page(moment, request, collection, issue);
}

/** Activity and issues come newest first, everything else oldest first. */
function page(moment: Moment, { query }: ServiceRequest, collection: Collection, issue: string | null): ServiceAnswer {
  const stored = moment.model.list(collection, issue, moment.listed);
  const newestFirst = collection === 'activity' || (collection === 'issues' && query.get('order') !== 'asc');
  const ordered = newestFirst ? stored.toReversed() : stored;
  const cursor = query.get('cursor');
  // By key, not by place: what is gone meanwhile does not shift what follows.
  const rest =
    cursor === null
      ? ordered
      : ordered.filter(({ id }) => (newestFirst ? Number(id) < Number(cursor) : Number(id) > Number(cursor)));
  const size = Math.min(Number(query.get('limit') ?? 50), moment.pageSize);
  const items = rest.slice(0, size);
  const next = rest.length > size ? (items.at(-1)?.id ?? null) : null;
  return ok(200, { items: items.map((one) => show(moment, one, moment.listed)), next_cursor: next });
}

function listIssues(moment: Moment, request: ServiceRequest): ServiceAnswer {
  return page(moment, request, 'issues', null);
}

function issueAt({ model, now }: Moment, id: string): Stored | undefined {
  return model.find('issues', id, now);
}

function getIssue(moment: Moment, id: string): ServiceAnswer {
  const issue = issueAt(moment, id);
  return issue === undefined ? missing('Issue') : ok(200, show(moment, issue, moment.now));
}

function createIssue(moment: Moment, { body }: ServiceRequest, origin: Origin): ServiceAnswer {
  const { resource_links: links, ...sent } = body;
  const number = moment.model.list('issues', null, moment.now).length + 1001;
  const fields = { description: '', status: 'todo', source: 'manual', owner_id: null, assignee_id: null, ...sent };
  const stored = { ...normalised(moment, fields), triage_id: `T-${number}`, number, author_id: origin.author };
  const issue = moment.model.add('issues', null, stored, moment.now, origin);
  for (const link of Array.isArray(links) ? links : []) addLink(moment, issue.id, link as Fields, origin);
  note(moment, issue.id, 'created', '', origin);
  return ok(201, show(moment, issue, moment.now));
}

function normalised({ normalisation }: Moment, fields: Fields): Fields {
  const isText = (name: string): boolean => name === 'title' || name === 'description';
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isText(name) && typeof value === 'string' ? normalisation.text(value) : value,
    ]),
  );
}

function updateIssue(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  const issue = issueAt(moment, id);
  if (issue === undefined) return missing('Issue');
  moment.model.change(issue, normalised(moment, body), moment.now, origin);
  note(moment, id, 'status_changed', '', origin);
  return ok(200, show(moment, issue, moment.now));
}

function removeIssue(
  moment: Moment,
  _request: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  const issue = issueAt(moment, id);
  if (issue === undefined) return missing('Issue');
  moment.model.remove(issue, moment.now, origin);
  return none;
}

function addFlag(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  if (issueAt(moment, id) === undefined) return missing('Issue');
  const links = moment.model.list('links', id, moment.now);
  if (!links.some((link) => fieldsAt(link, moment.now)['resource_id'] === body['call_id'])) {
    return refusal(409, 'call_not_attached', 'Call must be attached to issue first');
  }
  const { normalisation } = moment;
  const defaults = { note: '', node_id: null, node_name: null, message_index: null, message_text: null };
  const fields = {
    ...defaults,
    ...body,
    type: normalisation.type(textOf(body['type'])),
    note: normalisation.text(textOf(body['note'])),
    author_id: origin.author,
  };
  const flag = moment.model.add('flags', id, fields, moment.now, origin);
  note(moment, id, 'flag_added', '', origin);
  return ok(201, show(moment, flag, moment.now));
}

function removeFrom(collection: Collection, name: string): Handler {
  return (moment, _request, origin, [issue = '', id = '']) => {
    const stored = moment.model.find(collection, id, moment.now);
    if (stored === undefined || stored.issue !== issue) return missing(name);
    moment.model.remove(stored, moment.now, origin);
    return none;
  };
}

function linkOf(moment: Moment, issue: string, resource: unknown): Stored | undefined {
  const links = moment.model.list('links', issue, moment.now);
  return links.find((link) => fieldsAt(link, moment.now)['resource_id'] === resource);
}

function addLink(moment: Moment, issue: string, resource: Fields, origin: Origin): Stored {
  const fields = { ...resource, title: 'Call', status: 'available', metadata: null, attached_by_id: origin.author };
  return moment.model.add('links', issue, fields, moment.now, origin);
}

function attachResource(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  if (issueAt(moment, id) === undefined) return missing('Issue');
  const existing = linkOf(moment, id, body['resource_id']);
  if (existing !== undefined) return ok(200, show(moment, existing, moment.now));
  return ok(201, show(moment, addLink(moment, id, body, origin), moment.now));
}

function attachCall(
  moment: Moment,
  _request: ServiceRequest,
  origin: Origin,
  [id = '', call = '']: readonly string[],
): ServiceAnswer {
  if (issueAt(moment, id) === undefined) return missing('Issue');
  if (linkOf(moment, id, call) === undefined) {
    addLink(moment, id, { resource_type: 'call', resource_id: call }, origin);
  }
  return getIssue(moment, id);
}

function detachCall(
  moment: Moment,
  _request: ServiceRequest,
  origin: Origin,
  [id = '', call = '']: readonly string[],
): ServiceAnswer {
  const link = linkOf(moment, id, call);
  if (link === undefined) return missing('Resource');
  moment.model.remove(link, moment.now, origin);
  return none;
}

function addRelation(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  const related = issueAt(moment, textOf(body['related_issue_id']));
  if (issueAt(moment, id) === undefined || related === undefined) return missing('Issue');
  const { triage_id: code, title } = fieldsAt(related, moment.now);
  const shown = { related_triage_id: code, related_title: title, direction: 'outgoing', created_by_id: origin.author };
  return ok(
    201,
    show(moment, moment.model.add('relations', id, { ...body, ...shown }, moment.now, origin), moment.now),
  );
}

/** Writes an entry of the activity. */
function note(moment: Moment, issue: string, type: string, detail: string, origin: Origin): Stored {
  const actor = { kind: 'user', id: origin.author, label: origin.author, avatar_url: null };
  const fields = { entry_kind: 'issue', type, actor, detail, metadata: null, resources: [], referenced_issues: [] };
  return moment.model.add('activity', issue, fields, moment.now, origin);
}

function addComment(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  if (issueAt(moment, id) === undefined) return missing('Issue');
  const text = moment.normalisation.text(textOf(body['detail']));
  return ok(201, show(moment, note(moment, id, 'comment', text, origin), moment.now));
}

function createCategory(moment: Moment, { body }: ServiceRequest, origin: Origin): ServiceAnswer {
  return ok(201, show(moment, moment.model.add('categories', null, body, moment.now, origin), moment.now));
}

function sessionOf(id: string, status: string): Fields {
  return { id, agent_profile_id: 'norm', agent_name: 'Norm', status };
}

function createSession(
  moment: Moment,
  _request: ServiceRequest,
  origin: Origin,
  [id = '']: readonly string[],
): ServiceAnswer {
  if (issueAt(moment, id) === undefined) return missing('Issue');
  const session = moment.model.add('sessions', id, {}, moment.now, origin);
  noteOfAgent(moment, id, 'session_started', '', session.id, origin);
  return ok(201, sessionOf(session.id, 'active'));
}

function noteOfAgent(
  moment: Moment,
  issue: string,
  type: string,
  detail: string,
  session: string,
  origin: Origin,
): void {
  const stored = note(moment, issue, type, detail, origin);
  const fields = { entry_kind: 'agent', agent_session: sessionOf(session, 'active'), artifact: null };
  moment.model.change(stored, fields, moment.now, origin);
}

function promptNorm(
  moment: Moment,
  { body }: ServiceRequest,
  origin: Origin,
  [id = '', session = '']: readonly string[],
): ServiceAnswer {
  const stored = moment.model.find('sessions', session, moment.now);
  if (stored === undefined || stored.issue !== id) return missing('Session');
  const said = textOf(body['detail']);
  const [, word = '', rest = said] = /^\/?(fix|verify|status|debug)\b\s*(.*)$/s.exec(said) ?? [];
  noteOfAgent(moment, id, 'prompt', moment.normalisation.text(rest), session, origin);
  const intent = word === '' || word === 'debug' ? 'fix' : word;
  return ok(202, { session_id: session, run_id: `run-${moment.now}`, intent });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
