import type { EventSeed } from '../pathway-events.ts';

const verify = { chosen_node_id: 'verify_identity', chosen_label: 'Verify identity' };
const choose = { chosen_node_id: 'choose_card', chosen_label: 'Choose card' };
const member = { name: 'verify_member', url: 'https://core.meadowbank.example/verify', method: 'POST' };
const verified = { status: 200, body: { verified: true } };

/** Verification succeeds each time, and its node is entered again and again. */
export const meadowbankEvents: readonly EventSeed[] = [
  [0.2, 'conversation.init', 'welcome'],
  [0.4, 'node.transition', 'welcome', { chosen_node_id: 'welcome', chosen_label: 'Welcome' }],
  [14.2, 'node.transition', 'find_member', { chosen_node_id: 'find_member', chosen_label: 'Find the member' }],
  [
    28.6,
    'webhook.invoke',
    'find_member',
    { name: 'find_member', url: 'https://core.meadowbank.example/members', method: 'GET' },
  ],
  [28.812, 'webhook.result', 'find_member', { status: 200 }, 3],
  [
    28.9,
    'webhook.mapping',
    'find_member',
    { variable: 'member_email', value: 'r.alder@meadowbank.example', outcome: 'set' },
  ],
  [30.8, 'node.transition', 'verify_identity', verify],
  [37.5, 'webhook.invoke', 'verify_identity', member],
  [37.8, 'webhook.result', 'verify_identity', verified, 7],
  [37.85, 'webhook.mapping', 'verify_identity', { variable: 'verified', value: true, outcome: 'set' }],
  [40.8, 'node.transition', 'verify_identity', verify],
  [55.1, 'webhook.invoke', 'verify_identity', member],
  [55.4, 'webhook.result', 'verify_identity', verified, 11],
  [60.1, 'node.transition', 'verify_identity', verify],
  [75.0, 'webhook.invoke', 'verify_identity', member],
  [75.3, 'webhook.result', 'verify_identity', verified, 14],
  [78.6, 'node.transition', 'choose_card', choose],
  [91.2, 'node.transition', 'verify_identity', verify],
  [100.6, 'webhook.invoke', 'verify_identity', member],
  [100.9, 'webhook.result', 'verify_identity', verified, 18],
  [102.0, 'node.transition', 'block_card', { chosen_node_id: 'block_card', chosen_label: 'Block the card' }],
  [
    107.6,
    'webhook.invoke',
    'block_card',
    { name: 'block_card', url: 'https://core.meadowbank.example/cards/block', method: 'POST' },
  ],
  [108.1, 'webhook.result', 'block_card', { status: 201 }, 21],
  [111.8, 'node.transition', 'verify_identity', verify],
  [124.2, 'node.tag', 'verify_identity', { name: 'Asked for a human', color: '#c0392b' }],
  [132.6, 'node.transition', 'choose_card', choose],
  [138.0, 'node.transition', 'verify_identity', verify],
];
