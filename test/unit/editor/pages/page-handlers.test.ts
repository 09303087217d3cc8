import { expectTypeOf, it } from 'vitest';
import type { HostHandlers } from '../../../../media/transcript/host.ts';
import type { IssueHandlers } from '../../../../media/issue/host.ts';
import type { PageHandlers as HandlersOf } from '../../../../src/editor/pages/page-connection.ts';
import type { IssueHostMessage, IssueMessage, issueMessageSchemas } from '../../../../src/shared/issue-messages.ts';
import type { HostMessage, PageMessage, PageMessageOf, pageMessageSchemas } from '../../../../src/shared/messages.ts';

type PageHandlers = HandlersOf<PageMessage>;

// Proved by the type checker: `npm test -- --only types`.

it('every schema of a message of the page has a handler in the host, and every message of the host one in the page', () => {
  expectTypeOf<keyof PageHandlers>().toEqualTypeOf<keyof typeof pageMessageSchemas>();
  expectTypeOf<keyof HostHandlers>().toEqualTypeOf<HostMessage['type']>();
  expectTypeOf<keyof HandlersOf<IssueMessage>>().toEqualTypeOf<keyof typeof issueMessageSchemas>();
  expectTypeOf<keyof IssueHandlers>().toEqualTypeOf<IssueHostMessage['type']>();
});

it('a table of handlers without one of them does not compile', () => {
  expectTypeOf<Omit<PageHandlers, 'ready'>>().not.toExtend<PageHandlers>();
  expectTypeOf<Omit<HostHandlers, 'state'>>().not.toExtend<HostHandlers>();
  // @ts-expect-error: `flag/create` has no handler
  const incomplete = (handlers: Omit<PageHandlers, 'flag/create'>): PageHandlers => handlers;
  expectTypeOf(incomplete).returns.toEqualTypeOf<PageHandlers>();
});

it('a handler takes the message of its own type, and no other', () => {
  expectTypeOf<PageHandlers['flag/remove']>().parameter(0).toEqualTypeOf<PageMessageOf<'flag/remove'>>();
  expectTypeOf<(message: PageMessageOf<'ready'>) => void>().not.toExtend<PageHandlers['flag/remove']>();
});
