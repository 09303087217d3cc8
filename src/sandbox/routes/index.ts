import type { Routes } from '../http/context.ts';
import { talkdeskAttachments } from '../talkdesk/attachments.ts';
import { talkdeskStorage } from '../talkdesk/storage.ts';
import { talkdeskSwitches } from '../talkdesk/switches.ts';
import { talkdeskToken } from '../talkdesk/token.ts';
import { account } from './account.ts';
import { activity } from './activity.ts';
import { affected } from './affected.ts';
import { norm } from './norm.ts';
import { agentVersions } from './agent-versions.ts';
import { agents } from './agents.ts';
import { alertBindings } from './alert-bindings.ts';
import { calls } from './calls.ts';
import { categories } from './categories.ts';
import { corrected } from './corrected.ts';
import { exportAll } from './export.ts';
import { flags } from './flags.ts';
import { importCalls } from './import-calls.ts';
import { issues } from './issues.ts';
import { listIssues } from './list-issues.ts';
import { numbers } from './numbers.ts';
import { personas } from './personas.ts';
import { relations } from './relations.ts';
import { resources } from './resources.ts';
import { scenarioRuns } from './scenario-runs.ts';
import { scenarios } from './scenarios.ts';
import { smsConversations } from './sms-conversations.ts';
import { switches } from './switches.ts';

/** All operations but the recordings, which need a route outside the key's guard. */
export const allRoutes: readonly Routes[] = [
  listIssues,
  issues,
  resources,
  flags,
  relations,
  activity,
  norm,
  affected,
  alertBindings,
  categories,
  calls,
  corrected,
  smsConversations,
  personas,
  numbers,
  agents,
  agentVersions,
  scenarios,
  scenarioRuns,
  account,
  importCalls,
  exportAll,
  switches,
  talkdeskToken,
  talkdeskAttachments,
  talkdeskStorage,
  talkdeskSwitches,
];
