import addComment from './commands/add-comment.ts';
import showActivity from './commands/show-activity.ts';
import askNorm from './commands/ask-norm.ts';
import answerNorm from './commands/answer-norm.ts';
import showAffected from './commands/show-affected.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  addComment,
  showActivity,
  askNorm,
  answerNorm,
  showAffected,
};
