import { expect, it, vi } from 'vitest';
import { workspace } from 'vscode';
import { isMasked } from '../../../src/editor/masking.ts';
import { editor, mask } from '../../support/vscode.ts';

it('asks the editor once in a turn, however many texts are shown in it, and anew in the next', async () => {
  editor.isMasking = false;
  await new Promise((resolve) => setImmediate(resolve));
  const asked = vi.spyOn(workspace, 'getConfiguration');
  expect(Array.from({ length: 1000 }, () => isMasked())).not.toContain(true);
  expect(asked).toHaveBeenCalledTimes(1);
  await mask();
  expect(Array.from({ length: 1000 }, () => isMasked())).not.toContain(false);
  expect(asked).toHaveBeenCalledTimes(2);
});
