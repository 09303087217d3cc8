import { startCallService } from './call-service.ts';
import { type BenchEditor, connectionTo, inEditor, showAlone, untilInWebview } from './editor.ts';
import { type Bench, byTurns, frameMs } from './measure.ts';

const rounds = 8;

/** Opens the pages of issues, each once: what is read of an issue is kept. */
async function measure(editor: BenchEditor) {
  const { workbench } = editor;
  await showAlone(editor, 'callTriage');
  await workbench.tree('Issues').row(/T-\d+/).waitFor();
  const codes = (await workbench.tree('Issues').text()).match(/T-\d+/g) ?? [];
  if (codes.length <= rounds) throw new Error(`Only ${codes.length} issues are listed.`);
  return byTurns(
    rounds,
    async (round) => {
      await showAlone(editor, 'callTriage');
      const tree = workbench.tree('Issues');
      return untilInWebview(workbench, 'h1', () => tree.act(codes[round] ?? '', 'Open Issue'));
    },
    async () => {
      await showAlone(editor, 'benchCalls');
      const row = workbench.tree('Bare Calls').row('Bare issue');
      await row.waitFor();
      return untilInWebview(workbench, 'h1', () => row.click());
    },
  );
}

/** From a click on an issue's icon until its page has its first content. */
export const openIssue: Bench = {
  name: 'open-issue',
  async run() {
    const service = await startCallService({ calls: 1, messages: 10 });
    const env = { ...connectionTo(service.origin, service.key), CALL_TRIAGE_BENCH_ISSUE: service.issueId };
    const times = await inEditor({ env, size: { width: 1280, height: 1400 } }, measure);
    await service.close();
    return [
      {
        what: 'a click on an issue’s icon → the first content of its page',
        ours: times.ours,
        alternative: {
          what: 'a bare request for the issue and a webview with its text alone',
          median: times.alternative.median,
        },
        target: { times: 1.5, plus: frameMs },
      },
    ];
  },
};
