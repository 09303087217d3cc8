import { type CallService, startCallService } from './call-service.ts';
import { type BenchEditor, connectionTo, inEditor, showAlone, untilInWebview } from './editor.ts';
import { type Bench, byTurns } from './measure.ts';

const rounds = 8;
const messages = 60;

/** Opens the calls of the issue in the tree, each once: what is read of a call is kept. */
async function measure(editor: BenchEditor, service: CallService) {
  const { workbench } = editor;
  await showAlone(editor, 'callTriage');
  await workbench.tree('Issues').expand('Imported calls');
  return byTurns(
    rounds,
    async (round) => {
      await showAlone(editor, 'callTriage');
      const row = workbench.tree('Issues').row(`Call ${service.callIds[round]}.`);
      await row.waitFor();
      return untilInWebview(workbench, '[data-message-index]', () => row.click());
    },
    async () => {
      await showAlone(editor, 'benchCalls');
      const row = workbench.tree('Bare Calls').row('Bare call');
      await row.waitFor();
      return untilInWebview(workbench, '.bare', () => row.click());
    },
  );
}

/** From a click on a call until its first message is painted. */
export const openCall: Bench = {
  name: 'open-call',
  async run() {
    const service = await startCallService({ calls: rounds + 1, messages });
    const env = { ...connectionTo(service.origin, service.key), CALL_TRIAGE_BENCH_CALL: service.callIds[0] ?? '' };
    const times = await inEditor({ env, size: { width: 1280, height: 1400 } }, (editor) => measure(editor, service));
    await service.close();
    return [
      {
        what: `a click on a call of ${messages} messages → the first is painted`,
        ours: times.ours,
        alternative: {
          what: 'the same request and a webview with the text alone',
          median: times.alternative.median,
        },
        target: { times: 1.3 },
      },
    ];
  },
};
