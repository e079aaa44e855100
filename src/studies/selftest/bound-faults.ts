import type { Policy, StatisticalRule } from '../../compare/policy.ts';
import type { Result } from '../../runner/result.ts';
import { StatisticsBook } from '../../runner/statistics-book.ts';
import type { SubjectJob } from '../../runner/subject-job.ts';
import type { Case } from '../../suite/case.ts';
import { elementCount } from '../../value/dtype.ts';
import type { Raised, Returned } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import type { FaultSet, Mutant, Specimen } from './mutant.ts';
import { quantityOf } from './quantity.ts';
import { replacement } from './replacement.ts';
import { rulesAt } from './rules-at.ts';
import { mostElements, sitesOf, withValue } from './sites.ts';

/** How far the numbers of all cases together are moved, as a share of what a bound allows. */
const shares: readonly (readonly [number, FaultSet])[] = [
  [1.1, 'must-die'],
  [2, 'must-die'],
  [0.5, 'must-live'],
  [0.9, 'must-live'],
];

interface Trial {
  readonly path: string;
  readonly rule: StatisticalRule;
  /** Position of the bound at its path. */
  readonly index: number;
  readonly share: number;
  readonly set: FaultSet;
  readonly book: StatisticsBook;
  numbers: number;
  /** A number that could not be moved as far as it had to be: then nothing is certain of the whole. */
  spoilt: boolean;
}

/**
 * Faults in all cases of a subject at once, for bounds that are held over all of them: every number moved by 1.1 and 2
 * times what the bound allows, which must die, and by a half and nine tenths of it, which must live. Bounds on a share or
 * on a bias are left out: what they allow is no distance.
 */
export class BoundFaults {
  readonly #trials: Trial[] = [];
  #last: Case | null = null;

  constructor(job: SubjectJob, modern: string) {
    const policy: Policy = job.moderns.find(({ side }) => side.name === modern)?.policy ?? {};
    for (const { path, statistical } of [{ path: '', statistical: policy.statistical }, ...(policy.paths ?? [])]) {
      for (const [index, rule] of (statistical ?? []).entries()) {
        if (!['mean', 'max', 'quantile'].includes(rule.measure)) continue;
        for (const [share, set] of shares) {
          const book = new StatisticsBook(job, modern);
          this.#trials.push({ path, rule, index, share, set, book, numbers: 0, spoilt: false });
        }
      }
    }
  }

  add(item: Case, specimen: Specimen, judge: (outcome: Returned | Raised) => Result): void {
    const { reference } = specimen;
    if (reference.kind !== 'returned') return;
    this.#last = item;
    for (const trial of this.#trials) {
      const value = moved(specimen, reference.value, trial);
      trial.book.add(judge({ ...reference, value }), false);
    }
  }

  /** What each trial came to: the mutant, whether it died, and a case for its example. */
  *ends(): Iterable<{ readonly mutant: Mutant; readonly died: boolean; readonly item: Case }> {
    for (const { path, rule, index, share, set, book, numbers, spoilt } of this.#trials) {
      const reports = book.report().filter((one) => one.path === path);
      const verdict = reports[index]?.verdict;
      if (this.#last === null || numbers === 0) continue;
      // Too few numbers prove nothing either way.
      const isSure = !spoilt && verdict !== undefined && verdict !== 'inconclusive';
      const line = `${path === '' ? 'policy' : `paths ${JSON.stringify(path)}`}: statistical ${rule.measure} of ${rule.of ?? 'rel'} at most ${rule.atMost}`;
      const mutant: Mutant = {
        fault: `bound-${share}x`,
        set,
        path: `$.value${path.replaceAll('/', '.')}`,
        outcome: { kind: 'returned', value: null, elapsedNs: null, warnings: [] },
        proof: isSure ? (set === 'must-die' ? 'beyond' : 'within') : 'unknown',
        gross: false,
        line,
        before: null,
        after: null,
      };
      yield { mutant, died: verdict === 'fail', item: this.#last };
    }
  }
}

/** Every number that the bound is about, moved to both sides in turn, so that they do not lean to one. */
function moved({ policy }: Specimen, root: Value, trial: Trial): Value {
  let value = root;
  for (const site of [...sitesOf(root).values()].flat()) {
    const rules = rulesAt(policy, site.steps);
    if (rules.mode !== 'statistical') continue;
    // Of a long array only some elements are sites: the rest would stay where it is.
    if (isLong(site.value)) trial.spoilt = true;
    const quantity = quantityOf(site.value, site.dtype);
    if (quantity === null) continue;
    if (!rules.line('statistical').startsWith(trial.path === '' ? 'policy' : `paths ${JSON.stringify(trial.path)}`))
      continue;
    if (quantity.form !== 'float' || !Number.isFinite(quantity.value)) continue;
    const l = quantity.value;
    const size = trial.share * trial.rule.atMost * (trial.rule.of === 'abs' ? 1 : Math.abs(l));
    const after = replacement(site.value, l + (trial.numbers % 2 === 0 ? size : -size));
    const next = after === null || size === 0 ? null : withValue(value, site.address, after);
    trial.numbers += 1;
    if (next === null) trial.spoilt = true;
    else value = next;
  }
  return value;
}

const isLong = (value: Value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  value.kind === 'ndarray' &&
  elementCount(value.shape) > mostElements;
