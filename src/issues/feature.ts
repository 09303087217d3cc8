// What loads with the first use of the view, a document or a command.
export { showRowBadges } from '../editor/trees/row-badges.ts';
export { ActivityDocuments } from './activity/documents.ts';
export { commands } from './commands.ts';
export { dropOnIssue } from './drop.ts';
export { followView } from './follow-view.ts';
export { insightsPanelsOf } from './insights/panels.ts';
export { issuePanelsOf } from './page/panels.ts';
export { IssuesTree } from './tree.ts';
