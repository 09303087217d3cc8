import { now } from '../time.ts';
import type { Phone, State } from './schema.ts';

/** Changes numbers of the account. @param change returns the same object for a number that stays as it is */
export function withPhones(state: State, change: (phone: Phone) => Phone): State {
  const at = now();
  const phones = state.phones.map((phone) => {
    const changed = change(phone);
    return changed === phone ? phone : { ...changed, updated_at: at };
  });
  return { ...state, phones };
}
