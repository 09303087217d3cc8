// The branch of an issue is a valid one, whatever its title is.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { branchName } from '../../../../src/triage/code/branch-name.ts';

describe('the branch of an issue', () => {
  it.each([
    ['Agent skipped the verification step', 'triage/T-1042-agent-skipped-the-verification-step'],
    ['Crème brûlée: “naïve” Übergabe!', 'triage/T-1042-creme-brulee-naive-ubergabe'],
    ['担当者に転送が早すぎる', 'triage/T-1042-担当者に転送が早すぎる'],
    ['  --help  ', 'triage/T-1042-help'],
    ['', 'triage/T-1042'],
    ['🙈 🙉', 'triage/T-1042'],
    ['../../etc/passwd', 'triage/T-1042-etc-passwd'],
    ['a..b~1^2:?*[c\\d@{e}.lock', 'triage/T-1042-a-b-1-2-c-d-e-lock'],
    ['line one\r\nline two\0\u202etxt', 'triage/T-1042-line-one-line-two-txt'],
    ['$(rm -rf ~); `id` && echo', 'triage/T-1042-rm-rf-id-echo'],
    [
      'Transferred to billing before the caller had confirmed the email address of the account',
      'triage/T-1042-transferred-to-billing-before-the-caller-had',
    ],
  ])('of %j', (title, branch) => {
    expect(branchName('T-1042', title)).toBe(branch);
  });

  it('takes nothing of a code but its letters and digits', () => {
    expect(branchName('../T 1', 'x')).toBe('triage/T-1-x');
    expect(branchName('', '')).toBe('triage/issue');
  });

  it('is one that Git accepts, also of one word that is too long and of characters in two units', () => {
    for (const title of [
      'x'.repeat(500),
      '𐐷'.repeat(200),
      'é'.repeat(60),
      'ก็'.repeat(60),
      '.lock',
      '-',
      '@{',
      'HEAD',
    ]) {
      const branch = branchName('T-7', title);
      expect(branch.length).toBeLessThan(120);
      expect(branch.isWellFormed()).toBe(true);
      execFileSync('git', ['check-ref-format', '--branch', branch]);
    }
  });
});
