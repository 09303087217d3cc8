import * as z from 'zod/mini';
import { hasOneTarget, maxTurns, newAssertionTypes, type Scenario, scenarioFields } from '../../api/bland/scenarios.ts';
import { readJson } from '../code/json-tree.ts';
import { type Steps, type Tree, UnreadableTree } from '../code/tree.ts';
import { withoutComments } from './jsonc.ts';

/** A scenario as its document has it: the body of Create Scenario without what is the same for all, or is not for people. */
export const scenarioTextSchema = z.strictObject(scenarioFields).check(z.refine(hasOneTarget));
export type ScenarioFields = Readonly<z.output<typeof scenarioTextSchema>>;

/** A scenario that is not complete yet. */
export type ScenarioSketch = Readonly<Partial<z.input<typeof scenarioTextSchema>>>;

/** A problem of a document. Offsets are in UTF-16 units; a field is named with its path, as in `assertions.0.config.prompt`. */
export type TextFault = {
  readonly offset: number;
  readonly end: number;
  readonly field: string;
} & (
  | { readonly problem: 'syntax' | 'unknown' | 'missing' | 'empty' | 'target' | 'kind' | 'long' }
  | { readonly problem: 'range'; readonly least: number; readonly most: number }
  | { readonly problem: 'choice'; readonly choices: readonly string[] }
);

/** Writes a document with comments above it, each of which is one line. */
export function writeScenarioText(fields: ScenarioSketch, comments: readonly string[]): string {
  const lines = comments.map((comment) => `// ${comment.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')}\n`);
  return `${lines.join('')}${JSON.stringify(fields, undefined, 2)}\n`;
}

/** The fields of a stored scenario that its document shows; assertions of any type as they are. */
export function fieldsOfScenario(scenario: Partial<Scenario> | ScenarioFields): ScenarioSketch {
  const fields: Readonly<Record<string, unknown>> = { ...scenario };
  const shown = Object.keys(scenarioFields)
    .filter(
      (name) => name !== 'assertions' && fields[name] !== null && fields[name] !== undefined && fields[name] !== '',
    )
    .map((name) => [name, fields[name]]);
  const assertions = (scenario.assertions ?? []).map(({ type, name, is_required, config }) => ({
    type,
    ...(name === null || name === undefined ? {} : { name }),
    ...(is_required === undefined ? {} : { is_required }),
    config,
  }));
  return Object.fromEntries([...shown, ['assertions', assertions]]) as ScenarioSketch;
}

/** Reads a document: JSON with comments. */
export function readScenarioText(
  text: string,
): { readonly fields: ScenarioFields } | { readonly faults: readonly TextFault[] } {
  const plain = withoutComments(text);
  let tree: Tree;
  let value: unknown;
  try {
    value = JSON.parse(plain);
    tree = finished(readJson(plain));
  } catch (error) {
    if (!(error instanceof UnreadableTree) && !(error instanceof SyntaxError)) throw error;
    const position = /position (\d+)/.exec(error.message)?.[1];
    const last = Math.max(0, plain.trimEnd().length - 1);
    const offset = position === undefined ? last : Math.min(Number(position), last);
    return { faults: [{ problem: 'syntax', field: '', offset, end: offset + 1 }] };
  }
  const parsed = scenarioTextSchema.safeParse(value);
  if (parsed.success) {
    const blank = blankField(parsed.data);
    return blank === undefined
      ? { fields: parsed.data }
      : { faults: [{ problem: 'empty', ...placeOf(tree, blank).place }] };
  }
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, tree)) };
}

/** The path of a text that has nothing but white space where one is needed. */
function blankField({
  name,
  tester_persona_prompt,
  assertions,
}: ScenarioFields): readonly (string | number)[] | undefined {
  if (name.trim() === '') return ['name'];
  if (tester_persona_prompt.trim() === '') return ['tester_persona_prompt'];
  const judge = assertions.findIndex((one) => one.type === 'LLM_JUDGE' && one.config.prompt.trim() === '');
  return judge < 0 ? undefined : ['assertions', judge, 'config', 'prompt'];
}

function faultsOf(issue: z.core.$ZodIssue, tree: Tree): readonly TextFault[] {
  const { place, isFound } = placeOf(tree, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ problem: 'unknown', ...placeOf(tree, [...issue.path, key], true).place }));
    case 'invalid_type':
      return [{ problem: isFound ? 'kind' : 'missing', ...place }];
    case 'invalid_value':
      return [{ problem: 'choice', choices: issue.values.map(String), ...place }];
    case 'invalid_union':
      return [{ problem: 'choice', choices: newAssertionTypes, ...place }];
    case 'too_small':
    case 'too_big':
      if (issue.origin === 'int' || issue.origin === 'number')
        return [{ problem: 'range', least: 1, most: maxTurns, ...place }];
      return [{ problem: issue.code === 'too_small' ? 'empty' : 'long', ...place }];
    default:
      return [{ problem: issue.path.length === 0 ? 'target' : 'kind', ...place }];
  }
}

interface FaultPlace {
  readonly field: string;
  readonly offset: number;
  readonly end: number;
}

/** The place of a value, or of what should have it. @param ofKey the place of its name instead */
function placeOf(
  tree: Tree,
  path: readonly PropertyKey[],
  ofKey = false,
): { readonly place: FaultPlace; readonly isFound: boolean } {
  const field = path.map(String).join('.');
  let found = tree;
  for (const [at, step] of path.entries()) {
    const entry = found.kind === 'mapping' ? found.entries.get(String(step)) : undefined;
    if (ofKey && entry !== undefined && at === path.length - 1) {
      return { place: { field, offset: entry.key.offset, end: entry.key.end }, isFound: true };
    }
    const next = found.kind === 'sequence' ? found.items[Number(step)] : entry?.value;
    if (next === undefined) return { place: { field, ...startOf(found) }, isFound: false };
    found = next;
  }
  return { place: { field, ...startOf(found) }, isFound: true };
}

/** Of an object or a list, its opening bracket: the whole of it would be underlined from end to end. */
function startOf({ kind, offset, end }: Tree): { readonly offset: number; readonly end: number } {
  return { offset, end: kind === 'scalar' ? end : offset + 1 };
}

function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
