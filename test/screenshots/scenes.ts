// What is worth a picture: each view and page, and the states that a user rarely meets.
import { connections } from './scenes/connections.ts';
import { pages } from './scenes/pages.ts';
import { transcripts } from './scenes/transcripts.ts';
import { views } from './scenes/views.ts';
import { writing } from './scenes/writing.ts';
import type { Scene } from './stage.ts';

export const scenes: Readonly<Record<string, Scene>> = {
  ...connections,
  ...views,
  ...writing,
  ...pages,
  ...transcripts,
};
