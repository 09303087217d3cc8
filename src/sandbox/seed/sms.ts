import type { Conversation } from '../state/schema.ts';
import { seedId } from './id.ts';

interface SmsSeed {
  readonly name: string;
  readonly minutesAgo: number;
  readonly user: string;
  readonly agent: string;
  readonly summary: string;
  readonly active: boolean;
  /** Minutes since the conversation began, user or agent, text, and the provider's error code if not delivered. */
  readonly messages: readonly (readonly [minutes: number, who: 'u' | 'a', text: string, error?: string])[];
}

const smsSeeds: readonly SmsSeed[] = [
  {
    name: 'castellan-confirmation',
    minutesAgo: 1440 + 55,
    user: '+15045550171',
    agent: '+15045550135',
    summary: 'Guest disputed the arrival day of a booking made by phone.',
    active: false,
    messages: [
      [0, 'a', '<Call Connected>'],
      [0, 'a', 'Hotel Castellan: your courtyard double is booked, arriving Fri 12, 2 nights. Reply HELP for help.'],
      [4, 'u', 'That should be SATURDAY the 13th'],
      [4, 'a', 'Thank you! We look forward to welcoming you on Friday.'],
      [6, 'u', 'No. Saturday. Please change it'],
      [6, 'a', 'I can help with that. Which day would you like to arrive?'],
      [9, 'u', 'Saturday 13'],
      [9, 'a', 'Your booking is confirmed for Fri 12.', '30003'],
    ],
  },
  {
    name: 'northgate-photo',
    minutesAgo: 5 * 1440 + 1300,
    user: '+13125550188',
    agent: '+13125550104',
    summary: 'Customer was sent a photo link of the delivery that did not open.',
    active: true,
    messages: [
      [0, 'a', 'Northgate Parcel: here is the photo of your delivery: https://parcel.example.com/p/4471208336'],
      [2, 'u', 'link says not found'],
      [2, 'a', 'Sorry about that! Here it is again: https://parcel.example.com/p/4471208336'],
      [3, 'u', 'same. can a person look at this'],
    ],
  },
];

/** Builds the sample conversations as Get SMS Conversation answers them. @param base time of seeding, in milliseconds */
export function buildConversations(base: number): Conversation[] {
  return smsSeeds.map((seed) => {
    const id = seedId(`sms ${seed.name}`);
    const at = (minutes: number): string => new Date(base + (minutes - seed.minutesAgo) * 60_000).toISOString();
    const last = seed.messages.at(-1);
    const lastAt = at(last?.[0] ?? 0);
    const details = {
      id,
      created_at: at(0),
      updated_at: lastAt,
      user_id: seedId('user owner'),
      inbound_id: null,
      user_number: seed.user,
      agent_number: seed.agent,
      variables: {},
      current_node_id: null,
      curr_pathway_id: null,
      curr_pathway_version: null,
      is_active: seed.active,
      timed_out_at: seed.active ? null : lastAt,
      message_count: seed.messages.length,
      last_message: last?.[2] ?? null,
      last_message_at: lastAt,
      pathway_tags: null,
      effective_channel: 'sms',
      summary: seed.summary,
      citation_variables: null,
      disposition_tag: null,
      messages: seed.messages.map(([minutes, who, message, error], index) => ({
        id: `SM${seedId(`${seed.name} ${index}`).replaceAll('-', '')}`,
        created_at: at(minutes),
        message,
        from: who === 'u' ? seed.user : seed.agent,
        to: who === 'u' ? seed.agent : seed.user,
        sender: who === 'u' ? 'USER' : 'AGENT',
        status: who === 'u' ? null : error === undefined ? 'delivered' : 'undelivered',
        error_code: error ?? null,
        attachments: null,
        app_card: null,
      })),
      disposition_logs: [],
    };
    return { id, details };
  });
}
