import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import { removeAlert } from '../../alerts.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, bindingId: id });

export type UnbindAlertPayload = Readonly<z.output<typeof schema>>;

/** Unbind Alert. A binding that is gone after a lost answer is what was wanted. */
export const unbindAlert: WriteKind<UnbindAlertPayload, { readonly bindingId: string }> = {
  name: 'alert.unbind',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, { issueId, bindingId }, signal) {
    await api.alertBindings.unbind(issueId, bindingId, { signal });
    return { bindingId };
  },
  async find(api, { issueId, bindingId }, _since, _isTaken, signal) {
    try {
      await api.alertBindings.unbind(issueId, bindingId, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { bindingId };
  },
  resultId: () => null,
  apply: (stores, { issueId, bindingId }) => removeAlert(stores.issues, issueId, bindingId),
};
