/** Loaded together, after the page. */
export { CommentForm } from './comment-form.ts';
export { FlagForm } from './flag-form.ts';
