/**
 * The API of Bland, by resource. Loads zod, but not undici: transports are passed in. `errors.ts`, `pages.ts`, `address.ts`
 * and `key.ts` load neither.
 */
import { type ActivityApi, activityApi } from './bland/activity.ts';
import { type AffectedApi, affectedApi } from './bland/affected.ts';
import { type AgentVersionsApi, agentVersionsApi } from './bland/agent-versions.ts';
import { type AgentsApi, agentsApi } from './bland/agents.ts';
import { type NormApi, normApi } from './bland/norm.ts';
import { type AlertBindingsApi, alertBindingsApi } from './bland/alert-bindings.ts';
import { type CallsApi, callsApi } from './bland/calls.ts';
import { type CategoriesApi, categoriesApi } from './bland/categories.ts';
import { type CommentsApi, commentsApi } from './bland/comments.ts';
import { type CorrectionsApi, correctionsApi } from './bland/corrections.ts';
import { type FlagTypesApi, flagTypesApi } from './bland/flag-types.ts';
import { type FlagsApi, flagsApi } from './bland/flags.ts';
import { type IssuesApi, issuesApi } from './bland/issues.ts';
import { me, type Me } from './bland/me.ts';
import { type MembersApi, membersApi } from './bland/members.ts';
import { type NumbersApi, numbersApi } from './bland/numbers.ts';
import { type PathwayEventsApi, pathwayEventsApi } from './bland/pathway-events.ts';
import { type PersonasApi, personasApi } from './bland/personas.ts';
import { type RecordingsApi, recordingsApi } from './bland/recordings.ts';
import { type RelationsApi, relationsApi } from './bland/relations.ts';
import type { RequestOptions } from './bland/request-options.ts';
import { type ResourcesApi, resourcesApi } from './bland/resources.ts';
import { type ScenariosApi, scenariosApi } from './bland/scenarios.ts';
import { type SmsConversationsApi, smsConversationsApi } from './bland/sms-conversations.ts';
import { type ClientOptions, createClient } from './client.ts';
import { guardedTransport } from './guarded-transport.ts';

export type { ClientOptions } from './client.ts';

export interface BlandApi {
  readonly issues: IssuesApi;
  readonly resources: ResourcesApi;
  readonly calls: CallsApi;
  readonly recordings: RecordingsApi;
  readonly corrections: CorrectionsApi;
  readonly pathwayEvents: PathwayEventsApi;
  readonly flags: FlagsApi;
  readonly flagTypes: FlagTypesApi;
  readonly relations: RelationsApi;
  readonly categories: CategoriesApi;
  readonly members: MembersApi;
  readonly activity: ActivityApi;
  readonly comments: CommentsApi;
  readonly norm: NormApi;
  readonly affected: AffectedApi;
  readonly alertBindings: AlertBindingsApi;
  readonly smsConversations: SmsConversationsApi;
  readonly agents: AgentsApi;
  readonly agentVersions: AgentVersionsApi;
  readonly personas: PersonasApi;
  readonly numbers: NumbersApi;
  readonly scenarios: ScenariosApi;
  /** GET /v1/me: checks the key. */
  me(options?: RequestOptions): Promise<Me>;
  /**
   * Returns the same API that awaits `before` before each request that writes, and does not send it if `before` rejects.
   */
  guarded(before: () => Promise<void>): BlandApi;
  /** Closes the transport. */
  close(): Promise<void>;
}

/** All methods throw the classes of errors.ts, and `AbortError` if their signal is aborted. */
export function createBlandApi(options: ClientOptions): BlandApi {
  const client = createClient(options);
  return {
    issues: issuesApi(client),
    resources: resourcesApi(client),
    calls: callsApi(client),
    recordings: recordingsApi(client),
    corrections: correctionsApi(client),
    pathwayEvents: pathwayEventsApi(client),
    flags: flagsApi(client),
    flagTypes: flagTypesApi(client),
    relations: relationsApi(client),
    categories: categoriesApi(client),
    members: membersApi(client),
    activity: activityApi(client),
    comments: commentsApi(client),
    norm: normApi(client),
    affected: affectedApi(client),
    alertBindings: alertBindingsApi(client),
    smsConversations: smsConversationsApi(client),
    agents: agentsApi(client),
    agentVersions: agentVersionsApi(client),
    personas: personasApi(client),
    numbers: numbersApi(client),
    scenarios: scenariosApi(client),
    me: (requestOptions) => me(client, requestOptions),
    guarded: (before) => createBlandApi({ ...options, transport: guardedTransport(options.transport, before) }),
    close: () => client.close(),
  };
}
