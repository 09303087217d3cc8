// Services as three readings of the contract have them: the first text of May 2026, the audit of September, and what is published.
// Of the triage pages, as much as they differ in: filters and fields that come and go, what becomes of unknown ones, and alerts.
import { type PlainReply, type Received, type ScriptedServer, startServer } from './http.ts';

/**
 * - `may`: everything is known; issues do not count their alerts, and a second binding is answered with the first
 * - `september`: everything is known, and what is unknown is refused with 400
 * - `published`: neither filters nor fields of agents and alerts, which are refused as any unknown one
 * - `published, lenient`: unknown filters and fields are passed over, and issues name the agent of their call all the same
 */
export const readings = ['may', 'september', 'published', 'published, lenient'] as const;
export type Reading = (typeof readings)[number];

const filters = `limit cursor sort order search status severity category resource_type owner_id assignee_id date_field
  date_range`.split(/\s+/);
const optionalFilters = ['has_alert', 'agent_id', 'agent_version_id', 'dispatch_id', 'skill_id'];
const fields = `title severity category description status source owner_id assignee_id resource_links`.split(/\s+/);
const optionalFields = optionalFilters.slice(1);

type Json = Record<string, unknown>;

/** The agent and the alert that an issue of the service has. */
export const known = { agent: 'agent-1', otherAgent: 'agent-2', alert: 'alert-1', config: 'config-1' } as const;

export interface ReadingServer {
  readonly server: ScriptedServer;
  /** Requests as `GET /path?query`, since they were last asked for. */
  readonly asked: () => readonly string[];
}

/** A service of this reading with three issues: of an agent, of another one with an alert, and of none. */
export async function startReading(reading: Reading): Promise<ReadingServer> {
  const isPublished = reading.startsWith('published');
  const isStrict = reading !== 'published, lenient';
  const issues: Json[] = [issue(1, known.agent), issue(2, known.otherAgent), issue(3, null)];
  const bindings = new Map<unknown, Json[]>([[issues[1]?.['id'], [binding('b-0')]]]);
  const alertsOf = (id: unknown): Json[] => bindings.get(id) ?? [];
  let read = 0;

  /** An issue with the fields of this reading. */
  const shown = (one: Json): Json => {
    const { agent_id, ...rest } = one;
    if (reading === 'published') return rest;
    if (isPublished) return one;
    const all = { ...rest, agent_id, agent_version_id: null, dispatch_id: null, skill_id: null };
    return reading === 'may' ? all : { ...all, linked_alert_count: alertsOf(one['id']).length };
  };

  const listed = (query: URLSearchParams): PlainReply => {
    const unknown = [...query.keys()].find(
      (name) => ![...filters, ...(isPublished ? [] : optionalFilters)].includes(name),
    );
    if (unknown !== undefined && isStrict)
      return refused(400, 'bad_request', `Unrecognized key(s) in query: '${unknown}'`);
    const status = query.get('status') ?? 'todo';
    if (status !== 'todo') return refused(400, 'bad_request', `Invalid status: ${status}`);
    const agent = isPublished ? null : query.get('agent_id');
    const alert = isPublished ? null : query.get('has_alert');
    const items = issues
      .filter((one) => agent === null || one['agent_id'] === agent)
      .filter((one) => alert === null || alertsOf(one['id']).length > 0 === (alert === 'true'));
    return ok({ items: items.map(shown), next_cursor: null });
  };

  const created = (body: Json): PlainReply => {
    const unknown = Object.keys(body).find(
      (name) => ![...fields, ...(isPublished ? [] : optionalFields)].includes(name),
    );
    if (unknown !== undefined && isStrict) return refused(400, 'bad_request', 'Invalid body');
    const made = { ...issue(issues.length + 1, isPublished ? null : (body['agent_id'] ?? null)), title: body['title'] };
    issues.push(made);
    return ok(shown(made), 201);
  };

  const alerts = ({ method, body }: Received, issueId: string, bindingId: string | undefined): PlainReply => {
    if (isPublished) return refused(404, 'not_found', 'Not found');
    if (!issues.some(({ id }) => id === issueId)) return refused(404, 'not_found', 'Issue not found');
    const bound = alertsOf(issueId);
    if (method === 'GET') return ok({ items: bound, next_cursor: null });
    if (method === 'DELETE') {
      bindings.set(
        issueId,
        bound.filter(({ id }) => id !== bindingId),
      );
      return { status: 204 };
    }
    const wanted = JSON.parse(body) as Json;
    const same = bound.find((one) => one['active_alert_id'] === wanted['active_alert_id']);
    if (same !== undefined) return ok(same, reading === 'may' ? 200 : 201);
    const made = { ...binding(`b-${bound.length + 1}`), ...wanted };
    bindings.set(issueId, [...bound, made]);
    return ok(made, 201);
  };

  const answer = (received: Received): PlainReply => {
    const { method, path, query, body } = received;
    const [, issueId, bindingId] = /^\/v1\/triage\/issues\/([^/]+)\/alert-bindings(?:\/([^/]+))?$/.exec(path) ?? [];
    if (issueId !== undefined) return alerts(received, issueId, bindingId);
    if (path === '/v1/triage/issues') return method === 'GET' ? listed(query) : created(JSON.parse(body) as Json);
    const [, rest] = /^\/v1\/triage\/issues\/([^/]+)$/.exec(path) ?? [];
    const found = issues.find(({ id }) => id === rest);
    if (found !== undefined) return ok(shown(found));
    // Evidence, flags, activity: none.
    return /^\/v1\/triage\/issues\/issue-\d\/\w+$/.test(path)
      ? ok({ items: [], next_cursor: null })
      : refused(404, 'not_found', 'Issue not found');
  };

  const server = await startServer({ refuse: answer });
  return {
    server,
    asked() {
      const news = server.requests.slice(read);
      read = server.requests.length;
      return news.map(({ method, path, rawQuery }) => `${method} ${path}${rawQuery === '' ? '' : `?${rawQuery}`}`);
    },
  };
}

const ok = (data: unknown, status = 200): PlainReply => ({ status, json: { data, errors: null } });

const refused = (status: number, error: string, message: string): PlainReply => ({
  status,
  json: { data: null, errors: [{ error, message }] },
});

function binding(id: string): Json {
  return { id, active_alert_id: known.alert, alert_config_id: known.config, alert_name: 'Latency', status: 'active' };
}

function issue(number: number, agentId: unknown): Json {
  return {
    id: `issue-${number}`,
    triage_id: `T-${number}`,
    org_id: 'org-1',
    number,
    title: `Issue ${number}`,
    description: '',
    status: 'todo',
    severity: 'low',
    source: 'manual',
    category: 'Bug',
    agent_id: agentId,
    owner_id: null,
    assignee_id: null,
    author_id: 'user-1',
    created_at: '2026-11-20T10:00:00.000Z',
    updated_at: '2026-11-20T10:00:00.000Z',
    last_activity_at: '2026-11-20T10:00:00.000Z',
    resource_count: 0,
    flag_count: 0,
    relation_count: 0,
    latest_agent_session: null,
    is_processing: false,
    has_unread_activity: false,
  };
}
