import * as z from 'zod/mini';
import { badRequest } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { allScopes, clientId, defaultSettings } from './credentials.ts';

const seconds = z.optional(z.int().check(z.gte(0), z.lte(86_400)));
const settings = z.strictObject({
  token_seconds: seconds,
  upload_link_seconds: seconds,
  download_link_seconds: seconds,
  request_seconds: seconds,
  scopes: z.optional(z.array(z.enum(allScopes))),
});
const publicKey = z.strictObject({
  kid: z.string().check(z.minLength(1)),
  algorithm: z.string().check(z.minLength(1)),
  public_key: z.string().check(z.minLength(1)),
});

/** The sandbox's own operations for Talkdesk: lifetimes and scopes, the client's public keys, what was stored. */
export const talkdeskSwitches: Routes = (app, { talkdesk, store }) => {
  app.put('/sandbox/talkdesk', async (c) => {
    const wanted = await readBody(c, settings);
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    talkdesk.settings = { ...defaultSettings, ...(Object.fromEntries(given) as Partial<typeof defaultSettings>) };
    return c.json({ client_id: clientId, ...talkdesk.settings });
  });

  app.put('/sandbox/talkdesk/keys', async (c) => {
    const { kid, algorithm, public_key: pem } = await readBody(c, publicKey);
    try {
      talkdesk.registerPublicKey(kid, algorithm, pem);
    } catch {
      throw badRequest('public_key: is no public key in PEM');
    }
    return c.json({ kid, algorithm });
  });

  app.get('/sandbox/talkdesk/attachments', async (c) => {
    const { attachments, uploads } = await store.read();
    return c.json({ attachments, uploads: uploads.filter(({ content }) => content !== null).length });
  });
};
