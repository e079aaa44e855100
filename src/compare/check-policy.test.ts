import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import { compareValues } from './compare.ts';
import type { Policy } from './policy.ts';
import { isResolved, mergePolicies, resolvePolicy } from './tolerance.ts';

describe('checkPolicy', () => {
  it('accepts a policy that names everything', () => {
    const policy: Policy = {
      mode: 'ulp',
      ulp: 4,
      rtol: 0,
      atol: 1e-300,
      equalNan: false,
      signedZero: true,
      complex: 'componentwise',
      types: 'loose',
      keyOrder: true,
      identity: true,
      ignore: false,
      mutation: false,
      errors: { compare: 'any', classes: { TypeError: 'ValueError' } },
      paths: [
        { path: '/**', mode: 'value', rtol: 1e-9 },
        { path: '/x', ulp: 2 },
      ],
    };
    expect(checkPolicy(policy)).toEqual([]);
  });

  it.each([
    [{ rtol: Number.NaN }, '"rtol" must be a finite number >= 0: it is NaN'],
    [{ rtol: -1e-9 }, '"rtol" must be'],
    [{ atol: Number.POSITIVE_INFINITY }, '"atol" must be'],
    [{ rtol: '1e-9' }, 'it is "1e-9"'],
    [{ mode: 'ulp', ulp: 0.5 }, '"ulp" must be an integer >= 0'],
    [{ ulp: 4 }, 'has no effect in mode "value"'],
    [{ mode: 'norms' }, 'one of "value", "bitwise", "ulp"'],
    [{ rto: 1 }, 'unknown field "rto", did you mean "rtol"?'],
    [{ paths: [{ rtol: 1 }] }, 'Path rule 1 has no "path"'],
    [{ paths: [{ path: 'x' }] }, 'must begin with "/"'],
    [{ paths: [{ path: '/x', rtol: -1 }] }, 'Path rule 1: "rtol"'],
    [{ paths: 'x' }, '"paths" must be a list'],
    [{ errors: { classes: { a: 1 } } }, 'map class "a" to 1'],
    [{ errors: { compare: 'message' } }, 'one of "class", "any"'],
    [{ norm: 'l2' }, '"norm" has no effect in mode "value"'],
    [{ mode: 'statistical' }, 'mode "statistical" needs a bound'],
    [{ mode: 'statistical', statistical: [] }, 'mode "statistical" needs a bound'],
    [{ statistical: [{ measure: 'max', atMost: 1 }] }, '"statistical" has no effect in mode "value"'],
    [{ mode: 'statistical', statistical: [{ measure: 'quantile', atMost: 1 }] }, 'bound 1 has no "q"'],
    [{ mode: 'statistical', statistical: [{ measure: 'mean' }] }, 'bound 1 has no "atMost"'],
    [{ mode: 'statistical', statistical: [{ measure: 'mean', atMost: 1, q: 1 }] }, 'unknown field "q"'],
    [{ mode: 'statistical', statistical: [{ measure: 'bias', atMost: 2 }] }, 'a share within 0 to 1'],
    [{ paths: [{ path: '/x', mode: 'statistical' }] }, 'Path rule 1: mode "statistical" needs a bound'],
    [{ unordered: true, key: '/id' }, '"unordered" and "key" exclude each other'],
    [{ key: 'id' }, '"key" must be a pointer such as "/id"'],
    [{ key: '/*' }, 'without "*"'],
    [{ minAgreement: 0.5 }, '"minAgreement" has no effect without "labels"'],
    [{ normalise: ['spaces'] }, '"normalise" must be a list of "line-ends"'],
    [{ within: 5 }, '"within" must be { seconds: a finite number >= 0 }'],
    [{ within: { seconds: -1 } }, '"within" must be'],
    [{ errors: { languages: 'python-ruby' } }, 'one of "python-javascript"'],
    [null, 'Policy must be an object'],
  ])('says what is wrong with %j', (policy, wanted) => {
    expect(checkPolicy(policy).join('\n')).toContain(wanted);
  });
});

describe('compareValues under an invalid policy', () => {
  it.each([{ rtol: Number.NaN }, { rtol: -1 }, { atol: Number.POSITIVE_INFINITY }, { atol: -0.5 }])(
    'is incomparable for %j even for identical values',
    (policy) => {
      const comparison = compareValues(1, 1, policy);
      expect(comparison.verdict).toBe('incomparable');
      expect(comparison.differences[0]?.rule).toContain('the policy must be valid');
    },
  );
});

describe('mergePolicies', () => {
  it('leaves out what only the mode that is replaced makes use of', () => {
    const subject: Policy = { mode: 'statistical', statistical: [{ measure: 'max', atMost: 1 }], rtol: 1 };
    expect(mergePolicies(subject, { mode: 'value' })).toMatchObject({ mode: 'value', rtol: 1 });
    expect(checkPolicy(mergePolicies(subject, { mode: 'value' }))).toEqual([]);
    expect(checkPolicy(mergePolicies({ mode: 'ulp', ulp: 2 }, { mode: 'bitwise' }))).toEqual([]);
    expect(mergePolicies(subject, { rtol: 2 })).toMatchObject({
      mode: 'statistical',
      statistical: subject.statistical,
    });
  });

  it('lays the policy of a modern over that of the subject', () => {
    const subject: Policy = {
      rtol: 1,
      atol: 1,
      paths: [{ path: '/a', rtol: 3 }],
      errors: { classes: { A: 'X', B: 'Y' } },
    };
    const merged = mergePolicies(subject, {
      rtol: 2,
      paths: [{ path: '/a', rtol: 4 }],
      errors: { classes: { B: 'Z' } },
    });
    expect(merged.errors?.classes).toEqual({ A: 'X', B: 'Z' });
    const resolved = resolvePolicy(merged);
    if (!isResolved(resolved)) throw new Error(resolved.join());
    expect([resolved.rules.rtol, resolved.rules.atol]).toEqual([2, 1]);
    expect(
      compareValues(
        { kind: 'map', type: 'dict', entries: [['a', 1]] },
        { kind: 'map', type: 'dict', entries: [['a', 5]] },
        merged,
      ).verdict,
    ).toBe('agree');
  });
});
