// The page of a commit, by the address of its remote.
import { describe, expect, it } from 'vitest';
import { commitAddress } from '../../../../src/triage/code/commit-address.ts';

const hash = '0123456789abcdef0123456789abcdef01234567';

describe('a commit has a page', () => {
  it.each([
    ['https://github.com/acme/agents.git', 'https://github.com/acme/agents/commit/'],
    ['https://github.com/acme/agents/', 'https://github.com/acme/agents/commit/'],
    ['https://robin:ghp_secret@github.com/acme/agents', 'https://github.com/acme/agents/commit/'],
    ['git@github.com:acme/agents.git', 'https://github.com/acme/agents/commit/'],
    ['git@GitHub.com:/acme/agents.git', 'https://github.com/acme/agents/commit/'],
    ['ssh://git@github.com:22/acme/agents.git', 'https://github.com/acme/agents/commit/'],
    ['ssh://git@ssh.github.com:443/acme/agents.git', 'https://github.com/acme/agents/commit/'],
    ['git://github.com/acme/a.b.git', 'https://github.com/acme/a.b/commit/'],
    ['https://gitlab.com/acme/voice/agents.git', 'https://gitlab.com/acme/voice/agents/-/commit/'],
    ['git@gitlab.com:acme/voice/team/agents.git', 'https://gitlab.com/acme/voice/team/agents/-/commit/'],
    ['ssh://git@altssh.gitlab.com:443/acme/agents.git', 'https://gitlab.com/acme/agents/-/commit/'],
    ['https://robin@bitbucket.org/acme/agents.git', 'https://bitbucket.org/acme/agents/commits/'],
    ['git@bitbucket.org:acme/agents.git', 'https://bitbucket.org/acme/agents/commits/'],
    [
      'https://acme@dev.azure.com/acme/Voice%20Team/_git/agents',
      'https://dev.azure.com/acme/Voice%20Team/_git/agents/commit/',
    ],
    ['https://dev.azure.com/acme/_git/agents', 'https://dev.azure.com/acme/_git/agents/commit/'],
    [
      'git@ssh.dev.azure.com:v3/acme/Voice%20Team/agents',
      'https://dev.azure.com/acme/Voice%20Team/_git/agents/commit/',
    ],
    ['acme@vs-ssh.visualstudio.com:v3/acme/voice/agents', 'https://dev.azure.com/acme/voice/_git/agents/commit/'],
    [
      'https://acme.visualstudio.com/DefaultCollection/voice/_git/agents',
      'https://acme.visualstudio.com/voice/_git/agents/commit/',
    ],
    ['https://acme.visualstudio.com/_git/agents', 'https://acme.visualstudio.com/_git/agents/commit/'],
  ])('at %s', (remote, pages) => {
    expect(commitAddress(remote, hash)).toBe(pages + hash);
  });
});

describe('a commit has none', () => {
  it.each([
    'https://git.example.com/acme/agents.git',
    'git@github-work:acme/agents.git',
    'https://github.com.example.com/acme/agents.git',
    'https://github.com@example.com/acme/agents.git',
    'https://example.com/github.com/acme/agents.git',
    'https://github.com/acme',
    'https://github.com/acme/agents/more',
    'https://github.com/acme/../agents',
    'https://github.com/acme/%2e%2e',
    'https://github.com/acme/%zz',
    'git@github.com:acme/a\u202eb.git',
    'git@ssh.dev.azure.com:v2/acme/voice/agents',
    'https://dev.azure.com/acme/voice/agents',
    'https://acme.evil.visualstudio.com/voice/_git/agents',
    '/srv/git/agents.git',
    'C:\\git\\agents',
    'file:///srv/git/agents.git',
    'javascript://github.com/acme/agents',
    'ext::sh -c id',
    '',
    `https://github.com/${'a'.repeat(3000)}/b`,
  ])('at %j', (remote) => {
    expect(commitAddress(remote, hash)).toBeUndefined();
  });

  it.each(['', 'HEAD', 'main', `${hash}/../..`, '0123'])('without a hash: %j', (name) => {
    expect(commitAddress('git@github.com:acme/agents.git', name)).toBeUndefined();
  });
});
