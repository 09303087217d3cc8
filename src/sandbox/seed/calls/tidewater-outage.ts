import type { CallSeed, EventSeed } from '../call.ts';

const enter = (id: string, label: string) => ({ chosen_node_id: id, chosen_label: label });

/** The node that waits for the modem has logging turned off: what was said in it is in neither transcript nor recording. */
const events: readonly EventSeed[] = [
  [0.1, 'conversation.init', 'greeting'],
  [0.2, 'node.transition', 'greeting', enter('greeting', 'Greeting')],
  [7.0, 'node.transition', 'restart', enter('restart', 'Restart the modem')],
  [25.9, 'node.transition', 'wait', enter('wait', 'Wait for the modem')],
  [53.9, 'node.transition', 'restart', enter('restart', 'Restart the modem')],
  [70.2, 'node.transition', 'technician', enter('technician', 'Book a technician')],
];

/** Tidewater Internet: on no issue yet, so there is something to attach. */
export const tidewaterOutage: CallSeed = {
  name: 'tidewater-outage',
  minutesAgo: 96,
  direction: 'inbound',
  business: '+18435550118',
  customer: '+18435550182',
  endedBy: 'USER',
  summary:
    'Customer asked about an outage; the agent walked them through a modem restart during a known regional outage.',
  variables: { intent: 'no_internet', outage_known: true },
  pathway: { name: 'tidewater-technical', version: 15 },
  rows: [
    [0.8, 'a', 'Tidewater Internet technical support, this is Noor.'],
    [3.6, 'u', "Hi, is there an outage? My whole street's down. "],
    [7.2, 'a', "I'm sorry to hear that. Let's start by restarting your modem."],
    [11.5, 'u', 'I mean, my neighbors are out as well.'],
    [14.0, 'x', 'Webhook: outage_status {"region":"coast","active":true}'],
    [15.8, 'a', 'Please unplug the modem from the wall and tell me when you have done that.'],
    [20.9, 'u', 'Okay. It is unplugged. '],
    [23.4, 'a', 'Great. We will wait thirty seconds together.'],
    [54.1, 'a', 'Now plug it back in, please.'],
    [59.8, 'u', 'It is blinking orange, like before.'],
    [63.0, 'a', 'Is the cable at the back finger-tight?'],
    [67.7, 'u', 'Yes! Is there an outage or not? '],
    [70.5, 'a', 'I can book a technician for next Wednesday.'],
    [74.9, 'u', 'My neighbor just said the app shows an outage. Okay, bye.'],
    [78.3, 'x', 'Ended call'],
  ],
  events,
};
