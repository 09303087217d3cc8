import { describe, expect, it } from 'vitest';
import {
  BadRequestError,
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  ResponseShapeError,
} from '../../../../src/api/errors.ts';
import { talkdeskHosts } from '../../../../src/api/talkdesk/hosts.ts';
import { failureOf } from '../setup.ts';
import { attachment, canary, talkdesk, token } from './setup.ts';

describe('the operations', () => {
  it('ask for an upload link', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: { request_id: 'r-1', url: 'https://bucket.example/put', more: 1 } });
    expect(await api.uploadLinks.create('audio/wav')).toEqual({ request_id: 'r-1', url: 'https://bucket.example/put' });
    expect(server.requests[1]).toMatchObject({ method: 'POST', path: '/attachments/2023-03/upload-link' });
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({ allowed_mime_types: ['audio/wav'] });
  });

  it('create an attachment', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: attachment });
    const body = { name: 'call.wav', request_id: 'r-1', metadata: { issue: 'T-1042' } };
    expect(await api.attachments.create(body)).toEqual({
      id: 'b7c1',
      name: 'call.wav',
      state: 'active',
      size: 3,
      type: 'audio/wav',
      metadata: { issue: 'T-1042' },
    });
    expect(server.requests[1]).toMatchObject({ method: 'POST', path: '/attachments/2023-03' });
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual(body);
  });

  it('ask for a download link, and take the documented time when none is said', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: { url: 'https://bucket.example/get' } });
    expect(await api.downloadLinks.get('b7c1')).toEqual({ url: 'https://bucket.example/get', expire_time: 600 });
    expect(server.requests[1]).toMatchObject({ method: 'GET', path: '/attachments/2023-03/b7c1/download-link' });
  });

  it('read an attachment of which only the id is there', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: { id: 'b7c1', size: 'big', metadata: [] } });
    const nothing = { name: '', state: '', size: null, type: null, metadata: null };
    expect(await api.attachments.get('b7c1')).toEqual({ id: 'b7c1', ...nothing });
  });
});

describe('refusals', () => {
  it('name the fields', async () => {
    const { server, api } = await talkdesk();
    const fields = [{ name: 'name', description: 'is too long' }, { name: 'request_id' }, 'metadata', null];
    server.reply(token(), { status: 400, json: { code: '0420002', message: 'Invalid.', description: 'd', fields } });
    const error = await failureOf(BadRequestError, api.attachments.create({ name: 'a', request_id: 'r' }));
    expect(error).toMatchObject({
      serviceCode: '0420002',
      message: 'Invalid.',
      paths: ['name', 'request_id', 'metadata'],
    });
    expect(error.details).toMatchObject({
      fields: [{ name: 'name', description: 'is too long' }, {}, 'metadata', null],
    });
  });

  it('are conflicts and missing ones by status', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { status: 409, json: { code: 'conflict', message: 'exists' } });
    await failureOf(ConflictError, api.attachments.create({ name: 'a', request_id: 'r' }));
    server.reply(token(), { status: 404, json: { code: 'not_found', message: 'none' } });
    await failureOf(NotFoundError, api.attachments.get('nobody'));
  });

  it('of ours come before anything is sent', async () => {
    const { server, api } = await talkdesk();
    await failureOf(InvalidRequestError, api.attachments.create({ name: '', request_id: 'r' }));
    await failureOf(InvalidRequestError, api.attachments.get('../other'));
    expect(server.requests).toHaveLength(0);
  });

  it('say that an answer cannot be read', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: { request_id: 'r-1' } });
    await failureOf(ResponseShapeError, api.uploadLinks.create('audio/wav'));
    server.reply({ json: { access_token: 7 } });
    const error = await failureOf(ResponseShapeError, api.attachments.get('b7c1'));
    expect(String(error)).not.toContain(canary);
  });
});

it('knows the hosts of each region', () => {
  expect(talkdeskHosts('Acme', 'US')).toEqual({
    baseUrl: 'https://api.talkdeskapp.com',
    tokenUrl: 'https://acme.talkdeskid.com/oauth/token',
  });
  expect(talkdeskHosts('acme', 'EU').baseUrl).toBe('https://api.talkdeskapp.eu');
  expect(talkdeskHosts('acme', 'CA')).toEqual({
    baseUrl: 'https://api.talkdeskappca.com',
    tokenUrl: 'https://acme.talkdeskidca.com/oauth/token',
  });
  expect(talkdeskHosts('acme', 'AU').tokenUrl).toBe('https://acme.talkdeskid.au/oauth/token');
});
