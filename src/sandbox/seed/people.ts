import { seedId } from './call.ts';
import type { Person } from './issue.ts';

/** A user's id. */
export const seedPerson = (person: Person): string => seedId(`user ${person}`);

/** The members of the sandbox's organisation; the first one owns the key. */
export const seedPeople = [
  { id: seedPerson('owner'), first: 'Robin', last: 'Adeyemi', email: 'robin@example.com' },
  { id: seedPerson('noor'), first: 'Noor', last: 'Haddad', email: 'noor@example.com' },
  { id: seedPerson('theo'), first: 'Theo', last: 'Lindqvist', email: 'theo@example.com' },
] as const;
