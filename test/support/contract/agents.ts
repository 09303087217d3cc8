import * as z from 'zod/mini';
import { count, id, none, parameters } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const one = '/v2/agents/{agent}';
const read = { method: 'GET', query: none, answers: [200], refusals: [] } as const;
const notFound = { status: 404, code: 'NOT_FOUND' } as const;
const noAgent = { because: 'the agent does not exist', path: { agent: nowhere }, ...notFound } as const;
const invalid = { status: 400, code: 'INVALID_BODY' } as const;
const badRequest = { status: 400, code: 'BAD_REQUEST' } as const;

const numbers = z.array(z.string().check(z.regex(/\S/))).check(z.minLength(1));
const example = { inbound_numbers: ['{freeNumber}'] } as const;
const staging = { ...example, environment: 'staging' } as const;

const steps = z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(10));
/** Ids of containers as a JSON array. */
const stepsAsText = z.string().check(
  z.maxLength(12_500),
  z.refine((text) => steps.safeParse(parsed(text)).success),
);

/** Bodies that neither attach nor detach takes. */
const invalidNumbers = [
  { because: 'the numbers are missing', body: {}, ...invalid },
  { because: 'there are no numbers', body: { inbound_numbers: [] }, ...invalid },
  { because: 'a number is not a text', body: { inbound_numbers: [14155550112] }, ...invalid },
] as const;

/** Agents, their numbers, versions and history. Most pages leave open under which 2xx they answer. */
export const agentOperations = {
  'List Agents (v2)': {
    ...read,
    path: '/v2/agents',
    query: parameters({ limit: count(500) }),
    shape: 'list',
  },
  'Get Agent': { ...read, path: one, shape: 'object', refusals: [noAgent] },
  'List Agent Environments': { ...read, path: `${one}/environments`, shape: 'list', refusals: [noAgent] },
  // Never 404: an agent that does not exist is one without numbers.
  'Get Agent Number Binding': { ...read, path: `${one}/inbound`, shape: 'object' },
  'Attach Agent Numbers': {
    method: 'POST',
    path: `${one}/inbound/attach`,
    query: none,
    body: z.strictObject({ inbound_numbers: numbers, environment: z.optional(z.enum(['production', 'staging'])) }),
    example: { body: example },
    answers: [200],
    shape: 'object',
    refusals: [
      noAgent,
      ...invalidNumbers,
      { because: 'the environment is unknown', body: { ...example, environment: 'dev' }, ...invalid },
      {
        because: 'a number is not of the account',
        body: { inbound_numbers: ['{freeNumber}', '+14155550999'] },
        status: 400,
        code: 'INVALID_INBOUND_NUMBERS',
        message: 'Some phone numbers were not found or do not belong to you',
      },
      { because: 'the agent was never saved', path: { agent: '{unsavedAgent}' }, status: 400, code: 'NO_VERSIONS' },
      {
        because: 'the newest version does not compile',
        path: { agent: '{brokenAgent}' },
        status: 422,
        code: 'COMPILE_FAILED',
      },
      {
        because: 'nothing is published to staging',
        path: { agent: '{unpinnedAgent}' },
        body: staging,
        status: 409,
        code: 'AGENT_ENV_UNPINNED',
      },
      {
        because: 'the plan has no staging',
        body: staging,
        status: 403,
        code: 'ENTERPRISE_REQUIRED',
        ofAccount: true,
      },
      {
        because: 'the account is on dedicated infrastructure',
        body: staging,
        status: 409,
        code: 'STAGING_NUMBER_UNSUPPORTED',
        ofAccount: true,
      },
      {
        because: 'a variable has no value in staging',
        body: staging,
        status: 409,
        code: 'AGENT_VARIABLE_UNRESOLVED',
        ofAccount: true,
      },
      {
        because: 'the version in staging cannot run',
        body: staging,
        status: 409,
        code: 'AGENT_SNAPSHOT_INVALID',
        ofAccount: true,
      },
    ],
  },
  // Never 404 either: nothing is detached.
  'Detach Agent Numbers': {
    method: 'POST',
    path: `${one}/inbound/detach`,
    query: none,
    body: z.strictObject({ inbound_numbers: numbers }),
    example: { body: example },
    answers: [200],
    shape: 'object',
    refusals: invalidNumbers,
  },
  'List Agent Versions': {
    ...read,
    path: `${one}/versions`,
    query: parameters({ limit: count(200), branch: id }),
    shape: 'list',
    refusals: [noAgent],
  },
  'Get Latest Agent Version': {
    ...read,
    path: `${one}/versions/latest`,
    query: parameters({ branch: id }),
    shape: 'object',
    refusals: [
      noAgent,
      { because: 'the agent was never saved', path: { agent: '{unsavedAgent}' }, status: 404, code: 'NO_VERSIONS' },
      { because: 'there is no such branch', query: `?branch=${nowhere}`, status: 404, code: 'BRANCH_NOT_FOUND' },
    ],
  },
  'Get Agent Version by Semver': {
    ...read,
    path: `${one}/versions/{semver}`,
    shape: 'object',
    refusals: [
      noAgent,
      { because: 'no such version is published', path: { semver: '99.0.0' }, ...notFound },
      { because: 'it is no version', path: { semver: 'v1.3.0' }, status: 400, code: 'INVALID_VERSION' },
    ],
  },
  'Get Scenario History': {
    ...read,
    path: `${one}/scenarios/{scenario}/history`,
    query: parameters({ branch: id, path: stepsAsText, before: id }),
    example: { query: '?path=%5B%5D' },
    shape: 'object',
    refusals: [
      noAgent,
      { because: 'the agent’s id is none', path: { agent: 'no-uuid' }, ...badRequest },
      { because: 'there is no such branch', query: `?branch=${nowhere}`, ...notFound },
      { because: 'the path is no list', query: '?path=%7B%7D', ...badRequest },
      { because: 'the cursor is of another history', query: `?path=%5B%5D&before=${nowhere}`, ...badRequest },
    ],
  },
} as const satisfies Record<string, Operation>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
