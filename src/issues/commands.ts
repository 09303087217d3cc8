import refresh from './commands/refresh.ts';
import searchIssues from './commands/search-issues.ts';
import filterIssues from './commands/filter-issues.ts';
import saveQuery from './commands/save-query.ts';
import openIssue from './commands/open-issue.ts';
import { editQueries, removeQuery } from './commands/own-query.ts';
import explainUnavailable from './commands/explain-unavailable.ts';
import sortIssues from './commands/sort-issues.ts';
import groupIssues from './commands/group-issues.ts';
import attachCall from './commands/attach-call.ts';
import attachResource from './commands/attach-resource.ts';
import detachResource from './commands/detach-resource.ts';
import createIssue from './commands/create-issue.ts';
import editIssue from './commands/edit-issue.ts';
import createCategory from './commands/create-category.ts';
import deleteIssue from './commands/delete-issue.ts';
import linkIssue from './commands/link-issue.ts';
import unlinkIssue from './commands/unlink-issue.ts';
import bindAlert from './commands/bind-alert.ts';
import unbindAlert from './commands/unbind-alert.ts';
import { markAllRead, markRead } from './commands/mark-read.ts';
import { assign, setCategory, setOwner, setSeverity, setStatus } from './commands/set-field.ts';
import { chooseAccount, loadMore, showAllIssues, showOpenIssues, stopLoading } from './commands/simple.ts';
import showFlags from './commands/show-flags.ts';
import showFlagTypes from './commands/show-flag-types.ts';
import showInsights from './insights/commands/show-insights.ts';
import copyInsights from './insights/commands/copy-insights.ts';
import saveInsights from './insights/commands/save-insights.ts';
import revealIssue from './commands/reveal-issue.ts';
import copyId from './commands/copy-id.ts';
import openInDashboard from './commands/open-in-dashboard.ts';
import addComment from './activity/commands/add-comment.ts';
import showActivity from './activity/commands/show-activity.ts';
import askNorm from './activity/commands/ask-norm.ts';
import answerNorm from './activity/commands/answer-norm.ts';
import showAffected from './activity/commands/show-affected.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  refresh,
  stopLoading,
  loadMore,
  searchIssues,
  filterIssues,
  showAllIssues,
  showOpenIssues,
  saveQuery,
  editQueries,
  removeQuery,
  markRead,
  markAllRead,
  chooseAccount,
  openIssue,
  explainUnavailable,
  sortIssues,
  groupIssues,
  attachCall,
  attachResource,
  detachResource,
  createIssue,
  editIssue,
  setStatus,
  setSeverity,
  setCategory,
  createCategory,
  assign,
  setOwner,
  deleteIssue,
  linkIssue,
  unlinkIssue,
  bindAlert,
  unbindAlert,
  showFlagTypes,
  showFlags,
  showInsights,
  copyInsights,
  saveInsights,
  revealIssue,
  copyId,
  openInDashboard,
  addComment,
  showActivity,
  askNorm,
  answerNorm,
  showAffected,
};
