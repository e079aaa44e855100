import { checkPolicy } from '../compare/check-policy.ts';
import { compareValues } from '../compare/compare.ts';
import type { Policy } from '../compare/policy.ts';
import { diffLines } from '../reporters/diff-table.ts';
import { paint, plainStyle } from '../reporters/styled.ts';
import { fromNative } from '../value/from-native.ts';
import { renderValue } from '../value/render.ts';
import type { Value } from '../value/value.ts';

const differencesShown = 20;
const valueLength = 200;

/**
 * The matcher: modern's value, as JavaScript gives it, beside legacy's.
 *
 * @throws TypeError for a policy that is none, and for a promise or a function, which would be compared by its name
 */
export function toAgreeWith(
  received: unknown,
  legacy: unknown,
  policy: Policy = {},
): { readonly pass: boolean; readonly message: () => string } {
  const problems = checkPolicy(policy);
  if (problems.length > 0) throw new TypeError(`toAgreeWith: the policy is not valid: ${problems.join('. ')}`);
  const values = { modern: read(received, 'the received value'), legacy: read(legacy, 'the value of legacy') };
  const comparison = compareValues(values.legacy, values.modern, policy, { maxDifferences: differencesShown });
  const pass = comparison.verdict === 'agree';
  const shown = (value: Value) => renderValue(value, { maxLength: valueLength });
  const message = () => {
    const texts = { legacy: shown(values.legacy), modern: shown(values.modern) };
    const lines = diffLines({ ...texts, policy, comparison, showAll: '' });
    const head = pass ? 'Modern agrees with legacy, which was not wanted' : 'Modern does not agree with legacy';
    return `${head}\n\n${paint(lines, plainStyle)}`;
  };
  return { pass, message };
}

function read(native: unknown, what: string): Value {
  if (typeof native === 'function') throw new TypeError(`toAgreeWith: ${what} is a function; compare what it returns`);
  if (native instanceof Promise) throw new TypeError(`toAgreeWith: ${what} is a promise; await it first`);
  return fromNative(native);
}
