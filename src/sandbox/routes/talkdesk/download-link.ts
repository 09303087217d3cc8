import type { Routes } from '../../http/context.ts';
import { missing } from '../../talkdesk/body.ts';

/** GET /attachments/2023-03/{id}/download-link */
export const talkdeskDownloadLink: Routes = (app, { desk, store }) => {
  app.get('/attachments/2023-03/:id/download-link', async (c) => {
    desk.require(c, 'attachments:download');
    const { attachments } = await store.read();
    const found = attachments.find(({ id }) => id === c.req.param('id'));
    if (found === undefined) throw missing();
    const { download_link_seconds: expire_time } = desk.settings;
    return c.json({ url: desk.address('GET', found.request_id, expire_time), expire_time });
  });
};
