import type { Routes } from '../http/context.ts';
import { activity } from './activity.ts';
import { affected } from './affected.ts';
import { agents } from './agents.ts';
import { alertBindings } from './alert-bindings.ts';
import { callDetails } from './call-details.ts';
import { calls } from './calls.ts';
import { categories } from './categories.ts';
import { comments } from './comments.ts';
import { corrected } from './corrected.ts';
import { createIssue } from './create-issue.ts';
import { flags } from './flags.ts';
import { flagTypes } from './flag-types.ts';
import { importCalls } from './import-calls.ts';
import { issueCalls } from './issue-calls.ts';
import { issues } from './issues.ts';
import { editIssue } from './edit-issue.ts';
import { listIssues } from './list-issues.ts';
import { me } from './me.ts';
import { members } from './members.ts';
import { inboundNumbers } from './inbound-numbers.ts';
import { pathwayCalls } from './pathway-calls.ts';
import { personaNumbers } from './persona-numbers.ts';
import { personas } from './personas.ts';
import { relations } from './relations.ts';
import { resources } from './resources.ts';
import { smsConversations } from './sms-conversations.ts';
import { switches } from './switches.ts';
import { talkdeskAttachments } from './talkdesk/attachments.ts';
import { talkdeskDownloadLink } from './talkdesk/download-link.ts';
import { talkdeskStorage } from './talkdesk/storage.ts';
import { talkdeskSwitches } from './talkdesk/switches.ts';
import { talkdeskToken } from './talkdesk/token.ts';
import { talkdeskUploadLink } from './talkdesk/upload-link.ts';

/** Every resource the sandbox serves. A new one is a new file here and a line in this list. */
export const allRoutes: readonly Routes[] = [
  listIssues,
  createIssue,
  issues,
  editIssue,
  resources,
  issueCalls,
  flags,
  flagTypes,
  relations,
  activity,
  comments,
  agents,
  affected,
  alertBindings,
  categories,
  calls,
  callDetails,
  corrected,
  pathwayCalls,
  smsConversations,
  personas,
  personaNumbers,
  inboundNumbers,
  me,
  members,
  importCalls,
  switches,
  talkdeskToken,
  talkdeskUploadLink,
  talkdeskAttachments,
  talkdeskDownloadLink,
  talkdeskStorage,
  talkdeskSwitches,
];
