import { sha256 } from '../base/digest.ts';
import type { Difference } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { FlagNote } from '../golden/vector.ts';
import { encodeArguments } from '../value/outcome-text.ts';
import { curvesOf } from './curves.ts';
import { mechanismOf } from './mechanism-of.ts';
import type { Finding } from './report.ts';
import type { Result, Side } from './result.ts';
import type { Smallest } from './smallest.ts';
import type { Suspect } from './suspects.ts';

/** What a finding needs to know of its surroundings. */
export interface FindingContext {
  readonly seed: number;
  readonly legacyAddress: string;
  readonly modernAddress: string;
  /** True when vectors are held against their golden outcomes. A vector that was shrunk is held against legacy. */
  readonly byGolden: boolean;
  /** Meanings of the vector's flags. */
  readonly notes: Readonly<Record<string, FlagNote>>;
  /** Folder of evidence files, relative to the project; null where none are written. */
  readonly evidenceFolder: string | null;
  /** Cases of the run that it stands for. */
  readonly cases: number;
  /** How often it came back when its case was run again; null when that was not tried. */
  readonly confirmed: NonNullable<Finding['confirmed']> | null;
}

/** Puts a finding together from its suspect and the smallest case that still shows it. */
export function makeFinding(suspect: Suspect, smallest: Smallest, context: FindingContext): Finding {
  const { judged } = smallest;
  const { result } = judged;
  const worst = judged.comparison?.differences.find((difference) => difference.beyond) ?? null;
  const id = sha256(`${suspect.signature}\n${JSON.stringify(encodeArguments(smallest.input))}`).slice(0, 12);
  const flags = suspect.item.vector?.flags ?? [];
  const curves = curvesOf({ ...suspect, judged: smallest.asFound ?? judged, byGolden: context.byGolden });
  const byGolden = context.byGolden && suspect.item.vector !== undefined && smallest.steps === 0;
  return {
    id,
    suite: result.suite,
    subject: result.subject,
    modern: result.modern,
    status: result.status,
    side: result.side,
    class: worst?.class ?? null,
    severity: worst?.severity ?? 'critical',
    ...(result.status === 'violated' ? { violation: result.violation ?? '' } : {}),
    path: worst === null ? '' : renderPath(worst.path),
    summary: summaryOf(result, worst, byGolden) + rateOf(context.confirmed),
    cases: context.cases,
    first: suspect.item.ref,
    seed: context.seed,
    labels: smallest.labels,
    notes: flags.flatMap((flag) => context.notes[flag] ?? []),
    input: smallest.input,
    shrinks: smallest.steps,
    ...(smallest.cut === null ? {} : { shrinkCut: smallest.cut }),
    ...(context.confirmed === null ? {} : { confirmed: context.confirmed }),
    difference: worst,
    wouldPass: judged.comparison?.wouldPass ?? null,
    mechanism: mechanismOf(suspect, smallest, context.byGolden),
    referee: null,
    conditioning: null,
    legacyAddress: context.legacyAddress,
    modernAddress: context.modernAddress,
    legacyOutcome: judged.legacy,
    modernOutcome: judged.modern,
    ...(curves === null ? {} : { curves }),
    evidence: context.evidenceFolder === null ? '' : `${context.evidenceFolder}/${id}.json`,
  };
}

const faults: Partial<Record<Result['status'], string>> = {
  crashed: 'crashed',
  'timed-out': 'gave no answer before its deadline',
  'protocol-error': 'broke the wire protocol',
  flaky: 'did not do the same when the case was run again',
};

/** Only of what did not come back every time. */
function rateOf(confirmed: FindingContext['confirmed']): string {
  if (confirmed === null || confirmed.cameBack === confirmed.runs) return '';
  return `: it came back ${confirmed.cameBack} of ${confirmed.runs} times`;
}

function summaryOf(result: Result, worst: Difference | null, byGolden: boolean): string {
  const modern = `modern "${result.modern}"`;
  const fault = faults[result.status];
  if (result.status === 'violated') {
    return `${sideName(result.side, result.modern)} breaks a property: ${result.violation ?? ''}`;
  }
  if (fault !== undefined) return `${sideName(result.side, result.modern)} ${fault}`;
  if (worst === null) return `${modern} drifts from legacy`;
  const place = renderPath(worst.path);
  const reference = byGolden ? 'its golden outcome' : 'legacy';
  switch (worst.class) {
    case 'legacy-moved':
      return `legacy no longer gives its golden outcome at ${place}: its environment changed or the vector is stale`;
    case 'returned-vs-raised':
      return result.modernKind === 'raised'
        ? `${modern} raised where ${reference} returned`
        : `${modern} returned where ${reference} raised`;
    case 'error-class':
      return `${modern} raised an error of another class than ${reference}`;
    case 'not-converged':
    case 'stopped-early':
    case 'different-minimum':
      return `${modern} and ${reference} are not at one minimum (${worst.class}): ${worst.rule.split('; ')[0]}`;
    case 'mutation':
      return `${modern} and legacy do not leave their arguments alike, at ${place}`;
    default:
      return `${modern} differs from ${reference} at ${place} (${worst.class})`;
  }
}

function sideName(side: Side | null, modern: string): string {
  return side === 'legacy' ? 'legacy' : `modern "${modern}"`;
}
