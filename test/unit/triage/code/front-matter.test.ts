// Simple front matter is read without the YAML parser, and says the same.
import { expect, it } from 'vitest';
import { readMarkdown } from '../../../../src/triage/code/front-matter.ts';
import { textOf, type Tree } from '../../../../src/triage/code/tree.ts';
import { readYaml } from '../../../../src/triage/code/yaml-tree.ts';

function byParser(yaml: string): Tree | undefined {
  const steps = readYaml(yaml);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

it.each([
  'id: 631e5943\nname: Verify identity\ntype: Default',
  'id: 5f3a0c11-7d2e-4b8a-9c31-2f6e8d1a4b70\r\nname: Say goodbye (twice), then end\r\nisStart: true',
  'id: 1\nname: first\nname: second',
  'id: a\nname: Ask   \nnode_id:  b',
  "id: a\nname: 'It''s done'",
  'id: a\nname: Time: now',
  'id: a\nname: Ask # not a name',
  'id: a\nname: Ask\n  again',
  'id: a\nname: |\n  Ask',
  'id: a\n\nname: Ask',
  'id: &x a\nname: *x',
  'id: [a]\nname: {b: c}',
  '# note\nid: a\nname: - Ask',
  'id:a\nname: Ask',
  'id: a\n  name: Ask',
])('%j', (yaml) => {
  const { fields } = readMarkdown(`---\n${yaml}\n---\nHello.\n`);
  let parsed: Tree | undefined;
  try {
    parsed = byParser(yaml.replace(/\r$/, ''));
  } catch {
    parsed = undefined;
  }
  for (const key of ['id', 'node_id', 'name', 'type', 'isStart']) {
    expect(textOf(fields, key)).toBe(textOf(parsed, key));
  }
});
