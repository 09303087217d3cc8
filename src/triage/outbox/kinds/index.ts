import type { BlandApi } from '../../../api/index.ts';
import type { AnyWriteKind } from '../kind.ts';
import { addComment } from './add-comment.ts';
import { addFlag } from './add-flag.ts';
import { addRelation } from './add-relation.ts';
import { attachAgentNumbers } from './attach-agent-numbers.ts';
import { attachCall } from './attach-call.ts';
import { attachResource } from './attach-resource.ts';
import { bindAlert } from './bind-alert.ts';
import { attachNumbers } from './attach-numbers.ts';
import { createCategory } from './create-category.ts';
import { createFlaggedIssue } from './create-flagged-issue.ts';
import { createIssue } from './create-issue.ts';
import { createScenario } from './create-scenario.ts';
import { editFlag } from './edit-flag.ts';
import { deleteIssue } from './delete-issue.ts';
import { detachAgentNumbers } from './detach-agent-numbers.ts';
import { detachNumbers } from './detach-numbers.ts';
import { detachResource } from './detach-resource.ts';
import { promptNorm } from './prompt-norm.ts';
import { removeFlag } from './remove-flag.ts';
import { removeRelation } from './remove-relation.ts';
import { unbindAlert } from './unbind-alert.ts';
import { setNumberPathway } from './set-number-pathway.ts';
import { setNumberSettings } from './set-number-settings.ts';
import { updateIssue } from './update-issue.ts';

const kinds = [
  addFlag,
  removeFlag,
  editFlag,
  attachCall,
  attachResource,
  detachResource,
  createIssue,
  createFlaggedIssue,
  updateIssue,
  deleteIssue,
  addRelation,
  removeRelation,
  createCategory,
  addComment,
  promptNorm,
  bindAlert,
  unbindAlert,
  createScenario,
  attachNumbers,
  detachNumbers,
  setNumberSettings,
  attachAgentNumbers,
  detachAgentNumbers,
  setNumberPathway,
];

export const writeKinds: ReadonlyMap<string, AnyWriteKind<BlandApi>> = new Map(
  kinds.map((kind) => [kind.name, kind as AnyWriteKind<BlandApi>]),
);
