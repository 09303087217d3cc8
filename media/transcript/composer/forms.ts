/** What is written into, under a row. */
export { CommentForm } from './comment-form.ts';
export { Composer } from './composer.ts';
