// What scenes are made of.
import type { Service, Stored } from '../e2e/service.ts';
import { TranscriptPage } from '../e2e/transcript-page.ts';
import type { Workbench, WorkbenchOptions } from '../e2e/workbench.ts';

/** What a scene is set up with. */
export interface Stage {
  readonly workbench: Workbench;
  readonly service: Service;
}

export interface Scene {
  /** Sets the editor up. Default: connected to the service. */
  readonly open?: (service: Service) => WorkbenchOptions;
  /** Gets there, once. */
  readonly arrange?: (stage: Stage) => Promise<unknown>;
  /** Shows what a change of the theme has closed, before each picture. */
  readonly show?: (stage: Stage) => Promise<unknown>;
}

/** A window whose page beside the side bar is as narrow as a panel gets. */
export const narrow = ({ env }: Service): WorkbenchOptions => ({ env, size: { width: 640, height: 800 } });

/** A string of the extension with its values, in the language it speaks. */
export function sentence({ workbench }: Stage, english: string, ...values: readonly string[]): string {
  return workbench.say(english).replaceAll(/\{(\d+)\}/g, (_value, at: string) => values[Number(at)] ?? '');
}

/** Begins a flag, without saving it. */
export async function beginFlag(page: TranscriptPage, index: number, note: string): Promise<void> {
  await page.flagByMenu(index);
  await page.chooseType('dead_air');
  await page.note.fill(note);
}

/** Opens the first call of an issue. */
export async function openCall({ workbench, service }: Stage, code: string): Promise<TranscriptPage> {
  const call = await service.callOf((await service.issue(code)).id);
  await workbench.showAllIssues();
  await workbench.tree('Issues').expand(code);
  await workbench.tree('Issues').click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  return page;
}

/** Opens or folds a view, by the sign at its left. */
export async function toggleView({ workbench }: Stage, name: string): Promise<void> {
  const header = workbench.page.locator('.part.sidebar .pane-header').filter({ hasText: workbench.say(name) });
  await header.click({ position: { x: 12, y: 10 } });
}

/** Shows a view in the place of the issues. */
export async function showView(stage: Stage, name: string): Promise<void> {
  await toggleView(stage, name);
  await toggleView(stage, 'Issues');
}

/** Chooses an entry of an issue's context menu. */
export async function chooseOf({ workbench }: Stage, code: string, entry: string): Promise<void> {
  await workbench.tree('Issues').choose(code, entry);
}

export async function openIssuePage({ workbench }: Stage, code = 'T-1008'): Promise<void> {
  await workbench.tree('Issues').act(code, 'Open Issue');
  await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
}

/** The first flag of an issue that is on a message, with a note, and as wanted. */
export async function flagOf({ service }: Stage, code: string, isWanted: (flag: Stored) => boolean): Promise<Stored> {
  const flags = await service.list(`/v1/triage/issues/${(await service.issue(code)).id}/flags`);
  const found = flags.find((flag) => flag['message_index'] !== null && flag['note'] !== '' && isWanted(flag));
  if (found === undefined) throw new Error(`${code} has no such flag`);
  return found;
}

/** Chooses an entry of a flag's context menu in the tree. */
export async function chooseOfFlag({ workbench }: Stage, flag: Stored, entry: string): Promise<void> {
  await workbench.tree('Issues').choose(String(flag['message_text']).slice(0, 25), entry);
}

/** Lets the service fail where the path matches. */
export const fails = (service: Service, path: string): Promise<unknown> =>
  service.ask('POST', '/sandbox/faults', { match: { path }, fault: { kind: 'status', status: 503, body: {} } });
