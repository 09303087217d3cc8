import { seedId } from './id.ts';

export type Person = 'owner' | 'noor' | 'theo';

export const personId = (person: Person): string => seedId(`user ${person}`);

/** The members of the organisation; the first one owns the key. */
export const seedPeople = [
  { id: personId('owner'), first: 'Robin', last: 'Adeyemi', email: 'robin@example.com' },
  { id: personId('noor'), first: 'Noor', last: 'Haddad', email: 'noor@example.com' },
  { id: personId('theo'), first: 'Theo', last: 'Lindqvist', email: 'theo@example.com' },
] as const;
