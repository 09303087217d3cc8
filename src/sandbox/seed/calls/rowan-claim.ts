import type { CallSeed } from '../call.ts';

/** Rowan Insurance: a first report of a loss that is still going on. */
export const rowanClaim: CallSeed = {
  name: 'rowan-claim',
  minutesAgo: 3,
  direction: 'inbound',
  business: '+13035550113',
  customer: '+13035550176',
  endedBy: null,
  summary: null,
  variables: { intent: 'first_notice_of_loss' },
  pathway: { name: 'rowan-claims', version: 6 },
  rows: [
    [0.9, 'a', "Rowan Insurance claims, I'm Theo. Is everyone safe?"],
    [4.3, 'u', "Yeah, we're fine, it's just the basement. There's water everywhere."],
    [9.5, 'a', "I'm glad you're safe. When did you first notice the water?"],
    [13.7, 'u', 'Like twenty minutes ago? I came home and heard it. '],
    [18.2, 'a', 'Have you been able to turn off the main valve?'],
    [21.8, 'u', 'My son did.'],
    [23.6, 'a', 'Good. Could you tell me your policy number?'],
    [27.9, 'u', 'Hang on, it is on the fridge. '],
    [36.5, 'u', 'R I, dash, double oh five, two nine one.'],
    [41.6, 'a', 'R I, five, two nine one. Thank you.'],
    [45.2, 'u', 'Double oh five.'],
    [47.3, 'x', 'Webhook: find_policy'],
    [50.4, 'a', 'I could not find that policy. Is it a car or a home policy?'],
    [54.8, 'u', 'Home. And there are two zeros in it. '],
    [58.0, 'x', 'Webhook: find_policy'],
    [61.3, 'a', 'Thank you, found it. Do you know where the water is coming from?'],
  ],
};
