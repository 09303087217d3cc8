import { ok } from '../samples.ts';
import { page, type Case } from './case.ts';

const member = {
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  user_id: 'u-1',
  permissions: ['owner'],
  is_owner: true,
  first_name: 'Noor',
  last_name: 'Haddad',
  member_email: 'noor@example.com',
  member_phone_number: '+14155550100',
};

/** The account behind a key, and its members. */
export const accountCases: readonly Case[] = [
  {
    of: 'List Members',
    call: (api) => api.members.list(member.org_id),
    path: `/v1/orgs/${member.org_id}/members`,
    reply: { json: ok([member, { user_id: 'u-2', permissions: [] }]) },
    result: page([
      { user_id: 'u-1', first_name: 'Noor', last_name: 'Haddad', member_email: 'noor@example.com' },
      { user_id: 'u-2', first_name: '', last_name: '', member_email: '' },
    ]),
  },
  {
    of: 'Current account',
    call: (api) => api.me(),
    path: '/v1/me',
    reply: { json: { status: 'active', billing: { current_balance: 12.5, refill_to: null }, total_calls: 7 } },
    result: { status: 'active', billing: { current_balance: 12.5, refill_to: null }, total_calls: 7 },
  },
];
