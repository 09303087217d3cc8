// What loads with the first use: everything but registration. A build of its own (esbuild.mjs), with a chunk for each feature.
export { runCommand } from './editor/command.ts';
export { createServices } from './services.ts';

export const agents = () => import('./agents/feature.ts');
export const assistant = () => import('./assistant/feature.ts');
export const calls = () => import('./calls/feature.ts');
export const code = () => import('./code/feature.ts');
export const connections = () => import('./connections/commands.ts');
export const evidence = () => import('./evidence/feature.ts');
export const issues = () => import('./issues/feature.ts');
export const pending = () => import('./pending/feature.ts');
export const review = () => import('./review/feature.ts');
export const scenarios = () => import('./scenarios/feature.ts');
export const search = () => import('./search/feature.ts');
export const transcript = () => import('./transcript/feature.ts');
