import type { CallSeed } from '../call.ts';

/** Fernhill Pharmacy: an outbound reminder that talks to an answering machine as if it were a person. */
export const fernhillPharmacy: CallSeed = {
  name: 'fernhill-pharmacy',
  minutesAgo: 14 * 1440 + 260,
  direction: 'outbound',
  business: '+17205550109',
  customer: '+17205550195',
  endedBy: 'ASSISTANT',
  answeredBy: 'voicemail',
  summary:
    'Refill reminder reached an answering machine; the agent named the medicine and asked the recording questions.',
  variables: { intent: 'refill_reminder', medicine: 'levothyroxine', left_voicemail: false },
  pathway: { name: 'fernhill-reminders', version: 2 },
  rows: [
    [1.2, 'r', 'Hi, you have reached the Whitakers. We cannot come to the phone right now.'],
    [5.4, 'a', 'Hi, this is the Fernhill Pharmacy calling for Joan Whitaker. Am I speaking with Joan?'],
    [6.1, 'r', 'Please leave a message after the tone, and we will call you back.'],
    [10.2, 'r', '[beep]'],
    [12.0, 'a', "Great, thank you, Joan. I'm calling because your levothyroxine is ready for a refill."],
    [18.7, 'a', 'Would you like us to prepare it for pickup tomorrow?'],
    [25.0, 'a', 'Are you still there?'],
    [31.3, 'a', "I didn't hear an answer. Would you like us to prepare it for pickup tomorrow?"],
    [38.9, 'r', 'To listen to your message, press one.'],
    [42.0, 'a', 'Sorry, I did not get that. Was that a yes?'],
    [45.8, 'r', 'To continue recording, press two. To delete this message, press three.'],
    [51.1, 'a', 'Okay, three. I have noted that you would like three bottles. '],
    [55.6, 'x', 'Webhook: create_refill {"quantity":3}'],
    [58.2, 'a', 'Your refill will be ready tomorrow after four. Is there anything else?'],
    [65.0, 'r', 'Your message has been sent. Goodbye.'],
    [67.1, 'a', 'Thank you, Joan, have a wonderful day.'],
    [68.3, 'x', 'Ended call'],
  ],
};
