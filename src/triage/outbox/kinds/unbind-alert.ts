import * as z from 'zod/mini';
import { removeAlert } from '../../issues/alerts.ts';
import type { WriteKind } from '../kind.ts';
import { removal } from './removal.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, bindingId: id });

export type UnbindAlertPayload = Readonly<z.output<typeof schema>>;

/** Unbind Alert. */
export const unbindAlert: WriteKind<UnbindAlertPayload, { readonly bindingId: string }> = {
  name: 'alert.unbind',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, bindingId }) =>
    removal({
      id: bindingId,
      list: (api, page) => api.alertBindings.list(issueId, page),
      remove: (api, options) => api.alertBindings.unbind(issueId, bindingId, options),
      done: { made: null, result: { bindingId } },
    }),
  apply: (stores, { issueId, bindingId }) => removeAlert(stores.issues, issueId, bindingId),
};
