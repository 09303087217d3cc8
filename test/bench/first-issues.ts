import { startManyIssues } from '../support/many-issues.ts';
import { type BenchEditor, connectionTo, inEditor, renewHost, untilRow } from './editor.ts';
import { type Bench, byTurns, frameMs } from './measure.ts';

const rounds = 4;
const views = { ours: 'Call Triage', bare: 'Bare Issues' } as const;

/** Opens a view for the first time in its host, and waits for its rows. */
async function openView(editor: BenchEditor, who: keyof typeof views): Promise<number> {
  const { page } = editor.workbench;
  await renewHost(editor);
  const shown = untilRow(page, 'Issue 0');
  await page.locator('.part.activitybar').getByRole('tab', { name: views[who] }).click();
  return shown;
}

/** From a click on the view's icon until issues are on the screen, activation included. */
export const firstIssues: Bench = {
  name: 'first-issues',
  async run() {
    const service = await startManyIssues({ issues: 40, flags: 0 });
    const times = await inEditor({ env: connectionTo(service.origin) }, async (editor) => {
      return byTurns(
        rounds,
        async () => {
          const before = service.asked.length;
          const time = await openView(editor, 'ours');
          // The window may show the bare view once more before its own is restored.
          const asked = service.asked.slice(before).filter((one) => one !== '/v1/triage/issues?limit=50');
          if (asked.length !== 1) throw new Error(`Not one request, but ${asked.join(', ')}.`);
          return time;
        },
        () => openView(editor, 'bare'),
      );
    });
    await service.close();
    return [
      {
        what: 'a click on the view’s icon → issues on the screen, after exactly one request',
        ours: times.ours,
        alternative: { what: 'a view with one bare request and `JSON.parse`', median: times.alternative.median },
        target: { times: 1.5, plus: frameMs },
      },
    ];
  },
};
