import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeText, decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, parseJson } from '../value/json.ts';
import type { Value } from '../value/value.ts';
import { ValueSyntaxError } from '../value/value-syntax-error.ts';
import { compareValues } from './compare.ts';
import type { Comparison } from './difference.ts';
import type { Policy, TypeLevel } from './policy.ts';

const verdicts: Record<string, string> = { pass: 'agree', fail: 'differ', refuse: 'incomparable' };
const rows = readFileSync(new URL('./fixtures/compare_truth.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => parseJson(line) as JsonObject);

/** What the modes of the corpus are called in a policy. */
const modes: Record<string, Policy> = {
  value: {},
  bitwise: { mode: 'bitwise' },
  ulp: { mode: 'ulp' },
  componentwise: { complex: 'componentwise' },
  ordered_keys: { keyOrder: true },
  exact_dtype: { mode: 'bitwise' },
};

function policyOf(row: JsonObject, types: TypeLevel): Policy {
  const policy = {
    rtol: Number(row.get('rtol')),
    atol: Number(row.get('atol')),
    equalNan: row.get('equal_nan') as boolean,
    types,
    ...modes[(row.get('mode') as string | undefined) ?? 'value'],
  };
  return row.has('ulp') ? { ...policy, ulp: Number(row.get('ulp')) } : policy;
}

function readValue(tree: JsonTree): Value {
  return tree instanceof Map && tree.has('$json') ? decodeText(tree.get('$json') as string) : decodeTree(tree);
}

/** Text that is no strict JSON cannot be compared: the verdict is `incomparable`. */
function compareRow(row: JsonObject, types: TypeLevel): Comparison | null {
  try {
    return compareValues(readValue(row.get('b')!), readValue(row.get('a')!), policyOf(row, types));
  } catch (error) {
    if (error instanceof ValueSyntaxError) return null;
    throw error;
  }
}

describe('compare_truth', () => {
  it('has all its rows', () => {
    expect(rows.length).toBe(75);
  });

  it.each(rows.map((row) => [row.get('id') as string, row.get('note') as string, row] as const))(
    '%s: %s',
    (_, __, row) => {
      const strict = compareRow(row, 'strict');
      expect(strict?.verdict ?? 'incomparable').toBe(verdicts[row.get('expect') as string]);
      // A text that the strict reader refuses has no value that a type level could let through.
      if (row.has('loose') && strict !== null) {
        expect(compareRow(row, 'loose')!.verdict).toBe(verdicts[row.get('loose') as string]);
      }
      if (row.has('ulp_dist')) checkUlp(row, strict!);
    },
  );
});

function checkUlp(row: JsonObject, comparison: Comparison): void {
  const wanted = row.get('ulp_dist') as string;
  const found = comparison.differences[0]?.ulp ?? null;
  if (wanted === 'inf') expect(found).toBeNull();
  else expect(found ?? 0n).toBe(BigInt(wanted));
}
