// A service with agents as a test describes them: their list, numbers and versions.
import { type PlainReply, startServer } from './http.ts';

export interface AgentOfServer {
  readonly id: string;
  readonly name: string;
  readonly source?: string;
  /** The persona that carries its numbers. */
  readonly persona?: string | null;
  /** The names of its versions by id; null for one that was never published. */
  readonly versions?: Readonly<Record<string, string | null>>;
  /** It says that it never had a number. */
  readonly neverBound?: true;
}

export interface AgentsServer {
  readonly origin: string;
  /** Paths in the order in which they were asked for, without `/v2/agents`. */
  readonly asked: string[];
  /** The most requests that were under way at a time. */
  readonly mostAtOnce: () => number;
  /** Answers every request so from now on; undefined ends it. */
  answerAll(reply: PlainReply | undefined): void;
  close(): Promise<void>;
}

export async function startAgentsServer(agents: readonly AgentOfServer[]): Promise<AgentsServer> {
  let all: PlainReply | undefined;
  let [under, most] = [0, 0];
  const asked: string[] = [];
  const server = await startServer();
  const data = (value: unknown): PlainReply => ({ json: { data: value, errors: null } });
  const answer = (path: string): PlainReply => {
    if (path === '') {
      return data(
        agents.map(({ id, name, source = null, neverBound }) => ({
          id,
          name,
          source_pathway_id: source,
          ...(neverBound === true ? { twin_pathway_id: null } : {}),
        })),
      );
    }
    const [, id, what] = /^\/([^/]+)\/(inbound|versions)$/.exec(path) ?? [];
    const agent = agents.find((one) => one.id === id);
    if (agent === undefined)
      return { status: 404, json: { data: null, errors: [{ error: 'NOT_FOUND', message: 'No' }] } };
    if (what === 'inbound') return data({ agent_id: id, persona_id: agent.persona ?? null, numbers: [] });
    return data(
      Object.entries(agent.versions ?? {}).map(([version, semver]) => ({ id: version, agent_id: id, semver })),
    );
  };
  for (let count = 0; count < 500; count += 1) {
    server.reply((response, { path }) => {
      const own = path.replace('/v2/agents', '');
      asked.push(own);
      under += 1;
      most = Math.max(most, under);
      setImmediate(() => {
        under -= 1;
        const { status = 200, json } = all ?? answer(own);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(json));
      });
    });
  }
  return {
    origin: server.origin,
    asked,
    mostAtOnce: () => most,
    answerAll: (reply) => {
      all = reply;
    },
    close: () => server.close(),
  };
}
