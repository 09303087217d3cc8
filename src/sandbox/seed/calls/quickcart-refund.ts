import type { CallSeed, EventSeed } from '../call.ts';

const enter = (id: string, label: string) => ({ chosen_node_id: id, chosen_label: label });

/** The lookup times out, and the agent goes on as if it had not. */
const events: readonly EventSeed[] = [
  [0.1, 'conversation.init', 'greeting'],
  [0.2, 'node.transition', 'greeting', enter('greeting', 'Greeting')],
  [11.2, 'interrupt.late', 'greeting', { message: 'What went wrong with your order?', user_input: 'Hi Milo.' }],
  [
    11.6,
    'node.transition',
    'order_number',
    { ...enter('order_number', 'Ask for the order'), previous_node_id: 'greeting' },
  ],
  [18.6, 'var_extraction.invoke', 'order_number', { name: 'order' }],
  [18.9, 'var_extraction.result', 'order_number', { variables: { order: 'QC-90417' } }, 4],
  [19.0, 'node.transition', 'order_lookup', enter('order_lookup', 'Look up the order')],
  [
    19.5,
    'webhook.invoke',
    'order_lookup',
    { name: 'get_order', url: 'https://api.quickcart.example/orders/QC-90417', method: 'GET' },
  ],
  [29.5, 'webhook.error', 'order_lookup', { message: 'timed out after 10 s', status: 504 }, 7],
  [29.55, 'node.transition', 'missing_items', { ...enter('missing_items', 'Missing items'), failures: ['get_order'] }],
  [
    52.0,
    'interrupt.early',
    'missing_items',
    { message: 'Yes, the oat milk too.', user_input: 'I did not order oat milk.' },
  ],
  [63.4, 'loop_condition.invoke', 'missing_items', { name: 'All items named' }],
  [63.6, 'loop_condition.result', 'missing_items', { result: true }, 11],
  [64.0, 'node.transition', 'refund', enter('refund', 'Promise a refund')],
  [64.4, 'webhook.mapping', 'refund', { variable: 'refund_amount', value: 23.4, outcome: 'set' }],
  [77.6, 'node.transition', 'confirmation', enter('confirmation', 'Send the confirmation')],
  [
    78.0,
    'webhook.invoke',
    'confirmation',
    { name: 'send_email', url: 'https://api.quickcart.example/emails', method: 'POST' },
  ],
  [78.28, 'webhook.result', 'confirmation', { status: 404, body: { error: 'order not found' } }, 16],
];

/**
 * Quickcart Groceries: a refund is promised although the lookup failed. Some rows were written late, so they stand in
 * the list after rows that were spoken later, and two share one moment.
 */
export const quickcartRefund: CallSeed = {
  name: 'quickcart-refund',
  minutesAgo: 5 * 60 + 12,
  direction: 'inbound',
  business: '+19175550126',
  customer: '+19175550158',
  endedBy: 'USER',
  summary: 'Customer reported missing groceries; the order lookup failed and the agent promised a refund anyway.',
  variables: { intent: 'missing_items', order: 'QC-90417', refund_amount: null },
  pathway: { name: 'quickcart-orders', version: 27 },
  rows: [
    [0.6, 'a', 'Quickcart support, hey, this is Milo. What went wrong with your order?'],
    [5.7, 'u', 'Hi Milo. So half my groceries are missing. No milk, no eggs, no, um, coffee. '],
    [12.0, 'a', 'Ugh, that is not okay. Can you give me the order number?'],
    [18.3, 'a', 'Thanks. Let me pull that up.'],
    [15.4, 'u', 'Q C nine oh four one seven.'],
    [19.5, 'x', 'Webhook: get_order'],
    [29.6, 'a', 'Okay, so I see the order here.'],
    [29.5, 'x', 'Webhook failed: get_order (timed out after 10 s)'],
    [33.0, 'u', 'Good. So which items do you have as delivered?'],
    [36.9, 'a', 'It looks like everything was delivered except the milk, the eggs and the coffee.'],
    [43.8, 'u', 'And the oat milk? I had two kinds. '],
    [46.6, 'a', 'Yes, the oat milk too.'],
    [49.0, 'u', 'I did not order oat milk. I was just checking.'],
    [53.4, 'u', 'Are you actually looking at my order?'],
    [53.4, 'a', 'You are right, my mistake, there is no oat milk.'],
    [58.1, 'a', 'I can see everything on my screen, no worries.'],
    [62.5, 'u', 'Mm-hm. So what happens now?'],
    [65.2, 'a', 'I have refunded twenty-three dollars and forty cents to your card.'],
    [70.9, 'u', 'Already? '],
    [72.0, 'a', 'Yes, it will show up in three to five days.'],
    [75.8, 'u', 'Can you send me that in an email?'],
    [80.7, 'a', 'It is on its way.'],
    [78.3, 'x', 'Webhook failed: send_email (order not found)'],
    [83.9, 'u', "I don't see it. Which address?"],
    [87.2, 'a', 'The one on your account.'],
    [89.9, 'u', 'I checked out as a guest. '],
    [92.4, 'a', 'I understand. Is there anything else I can do for you?'],
    [96.3, 'u', 'No. Thanks for nothing.'],
    [97.7, 'x', 'Ended call'],
  ],
  events,
  misheard: [['nine oh four one seven', 'nine five four one seven']],
};
