import { SetupError } from '../base/errors.ts';
import { checkSchema, problemLines } from '../base/schema.ts';
import type { Difference } from '../compare/difference.ts';
import type { Finding, RunReport } from '../runner/report.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, parseJson, ValueSyntaxError } from '../value/json.ts';
import type { Outcome } from '../value/outcome.ts';
import { decodeArguments } from '../value/outcome-text.ts';
import { plainJson } from '../value/plain-json.ts';

/**
 * Reads a `report.json` back.
 *
 * @param file its name in messages
 * @param schema `golden/schema/report-1.json`
 * @throws {SetupError} when the text is not a report of version 1
 */
export function readReport(text: string, file: string, schema: object): RunReport {
  try {
    const tree = parseJson(text);
    const plain = plainJson(tree);
    const problems = problemLines(checkSchema(schema, plain));
    if (problems.length > 0) {
      throw new SetupError(
        `"${file}" is not a report of version 1; ${problems[0]}. Give a report.json that "vernier run" wrote`,
      );
    }
    const report = numbers(plain) as RunReport;
    const findings = member(tree as JsonObject, 'findings') as JsonObject[];
    return { ...report, findings: report.findings.map((finding, index) => revive(finding, findings[index]!)) };
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    throw new SetupError(`"${file}" is not a report of version 1: ${error.message}`, { cause: error });
  }
}

function member(tree: JsonObject, key: string): JsonTree {
  return tree.get(key) ?? null;
}

/** `{"$f":"inf"}` as the number it stands for, everywhere. Values are read from the tree afterwards, over what this made of them. */
function numbers(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(numbers);
  if (plain === null || typeof plain !== 'object') return plain;
  const entries = Object.entries(plain);
  if (entries.length === 1 && entries[0]![0] === '$f') {
    return (
      new Map<unknown, number>([
        ['inf', Number.POSITIVE_INFINITY],
        ['-inf', Number.NEGATIVE_INFINITY],
      ]).get(entries[0]![1]) ?? Number.NaN
    );
  }
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, item] of entries) result[key] = numbers(item);
  return result;
}

function revive(finding: Finding, tree: JsonObject): Finding {
  const difference = member(tree, 'difference') as JsonObject | null;
  return {
    ...finding,
    input: decodeArguments(member(tree, 'input')),
    difference: difference === null ? null : reviveDifference(finding.difference!, difference),
    legacyOutcome: reviveOutcome(finding.legacyOutcome, member(tree, 'legacyOutcome')),
    modernOutcome: reviveOutcome(finding.modernOutcome, member(tree, 'modernOutcome')),
  };
}

function reviveDifference(difference: Difference, tree: JsonObject): Difference {
  const ulp = difference.ulp === null ? null : BigInt(difference.ulp);
  const sides = (['legacy', 'modern'] as const).filter((side) => tree.has(side));
  return { ...difference, ulp, ...Object.fromEntries(sides.map((side) => [side, decodeTree(tree.get(side)!)])) };
}

function reviveOutcome(outcome: Outcome | null, tree: JsonTree): Outcome | null {
  if (outcome === null || !(tree instanceof Map)) return null;
  if (outcome.kind !== 'returned' && outcome.kind !== 'raised') return outcome;
  const mutated = tree.has('mutated') ? { mutated: decodeArguments(member(tree, 'mutated')) } : {};
  return outcome.kind === 'raised'
    ? { ...outcome, ...mutated }
    : { ...outcome, value: decodeTree(member(tree, 'value')), ...mutated };
}
