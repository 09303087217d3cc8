// Calls that tests import and know by their numbers.

/** A call that no issue holds; the one with position 0 is the newest. */
export function callAt(position: number): object {
  const began = Date.now() - position * 5_000;
  const at = (seconds: number): string => new Date(began + seconds * 1000).toISOString();
  const said = [`Welcome to call ${position}.`, 'I was charged twice.', 'What is your email?', 'Just get me billing.'];
  return {
    call_id: `call-${position}`,
    created_at: at(0),
    started_at: at(0),
    end_at: at(40),
    completed: true,
    status: 'completed',
    queue_status: 'complete',
    inbound: true,
    to: '+14155550100',
    from: '+14155550123',
    summary: `Summary ${position} of a call about billing.`,
    transcripts: said.map((text, id) => ({
      id,
      user: id % 2 === 0 ? 'assistant' : 'user',
      text,
      created_at: at(id * 5),
    })),
  };
}
