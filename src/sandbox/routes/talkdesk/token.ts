import { Refusal } from '../../http/answers.ts';
import type { Routes } from '../../http/context.ts';
import { faultOfAssertion } from '../../talkdesk/assertion.ts';
import { clientId, type Desk, same } from '../../talkdesk/desk.ts';

const bearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const known = new Set(['grant_type', 'scope', 'client_assertion_type', 'client_assertion', 'client_id']);

/** POST /oauth/token: client credentials, by Basic or by a signed assertion. */
export const talkdeskToken: Routes = (app, { desk }) => {
  app.post('/oauth/token', async (c) => {
    const type = c.req.header('content-type') ?? '';
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
      throw refuse(400, 'invalid_request', 'The body must be a form.');
    }
    const text = await c.req.text();
    const form = new URLSearchParams(text);
    const odd = [...form.keys()].find((name) => !known.has(name) || form.getAll(name).length > 1);
    if (odd !== undefined) throw refuse(400, 'invalid_request', `${odd} is not expected, or not twice.`);
    const fault = faultOfClient(desk, c.req.header('authorization'), form);
    if (fault !== undefined) throw refuse(401, 'invalid_client', fault);
    if (form.get('grant_type') !== 'client_credentials') {
      throw refuse(400, 'unsupported_grant_type', 'The grant type must be client_credentials.');
    }
    const { scopes, token_seconds } = desk.settings;
    const asked = form.get('scope')?.split(' ') ?? scopes;
    const lacking = asked.find((scope) => !scopes.includes(scope));
    if (lacking !== undefined) throw refuse(400, 'invalid_scope', `The client may not have the scope ${lacking}.`);
    c.header('cache-control', 'no-store');
    return c.json({
      access_token: desk.token(asked),
      token_type: 'Bearer',
      expires_in: token_seconds,
      scope: asked.join(' '),
    });
  });
};

function faultOfClient(desk: Desk, authorization: string | undefined, form: URLSearchParams): string | undefined {
  const assertion = form.get('client_assertion');
  if (assertion === null) {
    const expected = Buffer.from(`${clientId}:${desk.clientSecret}`).toString('base64');
    return same(authorization ?? '', `Basic ${expected}`) ? undefined : 'The client id or the secret is wrong.';
  }
  if (authorization !== undefined) return 'A client proves itself in one way only.';
  if (form.get('client_assertion_type') !== bearerAssertion) return 'The client_assertion_type is not known.';
  return faultOfAssertion(desk, assertion);
}

const refuse = (status: 400 | 401, code: string, message: string): Refusal =>
  new Refusal(status, code, message, 'oauth');
