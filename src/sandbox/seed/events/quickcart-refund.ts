import type { EventSeed } from '../pathway-events.ts';

const enter = (id: string, label: string) => ({ chosen_node_id: id, chosen_label: label });

/** The lookup times out, and the agent goes on as if it had not. */
export const quickcartEvents: readonly EventSeed[] = [
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
