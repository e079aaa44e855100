import { describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { RecordedCase } from './recorded-case.ts';
import { wontWaive } from './wont-waive.ts';

const returned: Outcome = { kind: 'returned', value: 1, elapsedNs: 1, warnings: [] };
const crashed: Outcome = {
  kind: 'crashed',
  signal: 'SIGSEGV',
  exitCode: null,
  outOfMemory: false,
  stderr: '',
  elapsedNs: null,
};
const why = (over: Partial<RecordedCase>) =>
  wontWaive({
    ...{ id: '3f9c01d2a4b7', suite: 's', subject: 'f', modern: 'm', status: 'drifted', side: null, class: 'value' },
    ...{ first: { kind: 'generated', seed: 1, index: 0 }, shrinks: 0, input: { args: [], kwargs: {} } },
    ...{ legacy: returned, other: returned },
    ...over,
  } as RecordedCase);

describe('wontWaive()', () => {
  it('lets drift be waived, and ends of legacy at which modern answers', () => {
    expect(why({})).toBeNull();
    expect(why({ status: 'crashed', side: 'legacy', class: null, legacy: crashed })).toBeNull();
  });

  it.each<[string, Partial<RecordedCase>, RegExp]>([
    ['legacy that moved', { class: 'legacy-moved', side: 'legacy' }, /legacy moved .* golden record/],
    ['legacy against its golden outcome', { modern: 'legacy' }, /legacy moved/],
    ['a modern that crashed', { status: 'crashed', side: 'modern', other: crashed }, /modern "m" crashed/],
    ['a modern that hung', { status: 'timed-out', side: 'modern', other: crashed }, /no answer in time/],
    [
      'two sides that crashed',
      { status: 'crashed', side: 'legacy', legacy: crashed, other: crashed },
      /modern gave no answer/,
    ],
    ['what is flaky', { status: 'flaky', side: 'legacy' }, /legacy did not do the same twice, .*noise\.md/],
    ['a broken protocol', { status: 'protocol-error', side: 'modern' }, /broke the wire protocol/],
    ['a violated property', { status: 'violated' }, /property/],
    ['what was not run', { status: 'not-run' }, /"not-run", which is no drift/],
    ['what is green', { status: 'waived' }, /"waived", which is no drift/],
  ])('refuses %s, and says why', (_name, over, words) => {
    expect(why(over)).toMatch(words);
  });
});
