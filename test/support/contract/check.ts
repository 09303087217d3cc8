import type { PlainReply, Received } from '../http.ts';
import { type Operation, type OperationName, operationRows } from './index.ts';

/** The operation that a request asks for, wherever below a gateway's address; undefined when there is none. */
export function operationOf(method: string, path: string): { name: OperationName; operation: Operation } | undefined {
  const [, own = path] = /^.*?(\/v[12]\/.*)$/.exec(path) ?? [];
  const found = operationRows.find(([, row]) => row.method === method && patternOf(row.path).test(own));
  return found === undefined ? undefined : { name: found[0], operation: found[1] };
}

/**
 * What the service would answer to a request that is not as it is documented; undefined for one that is. Parameters and keys
 * that are unknown are refused everywhere, although that is documented for Create Issue and List Issues alone.
 */
export function refusalOf({ method, path, query, headers, body }: Received): PlainReply | undefined {
  const found = operationOf(method, path);
  // Of what is not triage, only what is written down here is known.
  if (found === undefined)
    return path.includes('/v1/triage/') ? refused(404, 'not_found', `${method} ${path}`) : undefined;
  const { operation } = found;
  const isAgents = operation.path.startsWith('/v2/');
  const badQuery = isAgents ? 'BAD_REQUEST' : 'bad_request';
  const badBody = isAgents ? 'INVALID_BODY' : 'bad_request';
  const asked = operation.query.safeParse(parametersOf(query));
  if (!asked.success) return refused(400, badQuery, `${found.name}, query: ${asked.error.message}`);
  if (operation.body === undefined) {
    return body === '' ? undefined : refused(400, badBody, `${found.name} takes no body`);
  }
  if (headers['content-type'] !== 'application/json') return refused(400, badBody, `${found.name}: not JSON`);
  const given = operation.body.safeParse(parse(body));
  return given.success ? undefined : refused(400, badBody, `${found.name}, body: ${given.error.message}`);
}

function refused(status: number, error: string, message: string): PlainReply {
  return { status, json: { data: null, errors: [{ error, message }] } };
}

/** Repeated parameters as lists. */
function parametersOf(query: URLSearchParams): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A placeholder stands for one segment; the service knows issues by id, never by code. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('{issue}', '(?!T-)[^/]+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
