import { type Case, caseName } from '../../suite/case.ts';
import type { Mutant } from './mutant.ts';
import type { FaultCount, Survivor } from './selftest-report.ts';

/** What became of a mutant before the judge. */
export type Fate =
  | { readonly end: 'died' }
  | { readonly end: 'lived' }
  | { readonly end: 'hidden'; readonly by: 'waiver' | 'excuse'; readonly name: string };

interface Row {
  path: string;
  fault: string;
  set: Mutant['set'];
  mutants: number;
  right: number;
  withinPolicy: number;
  unproven: number;
}

/** Different survivors that are told of; the rest is in the counts. */
const mostTold = 200;

/** Counts what became of mutants, by path and fault. Its size does not grow with the number of cases. */
export class MutantLedger {
  readonly #rows = new Map<string, Row>();
  readonly #told = {
    survivors: new Map<string, Survivor>(),
    alarms: new Map<string, Survivor>(),
    hidden: new Map<string, Survivor>(),
  };
  mutants = 0;
  killed = 0;
  hiddenCount = 0;
  /** Kills in cases that count as compared by the rule of floors. */
  killedInCounted = 0;
  readonly beyond = { mutants: 0, killed: 0 };
  readonly harmless = { mutants: 0, lived: 0 };
  readonly leftOut = { withinPolicy: 0, unproven: 0 };

  /** Leaves out a mutant that proves nothing. True when it counts. */
  admits(mutant: Mutant): boolean {
    const { set, proof, gross } = mutant;
    const counts = set === 'must-live' ? proof === 'within' : proof === 'beyond' || (proof === 'within' && gross);
    if (counts) return true;
    const why = proof === 'within' ? 'withinPolicy' : 'unproven';
    this.leftOut[why] += 1;
    this.#row(mutant)[why] += 1;
    return false;
  }

  add(mutant: Mutant, fate: Fate, item: Case, counted: boolean): void {
    const row = this.#row(mutant);
    row.mutants += 1;
    if (mutant.set === 'must-live') {
      this.#addHarmless(mutant, fate, item, row);
      return;
    }
    const isBeyond = mutant.proof === 'beyond';
    this.mutants += 1;
    if (isBeyond) this.beyond.mutants += 1;
    if (fate.end === 'hidden') {
      this.hiddenCount += 1;
      tell(this.#told.hidden, mutant, item, fate.by, fate.name);
    }
    if (fate.end === 'lived') {
      tell(this.#told.survivors, mutant, item, isBeyond ? 'comparator' : 'policy', mutant.line);
    }
    if (fate.end !== 'died') return;
    row.right += 1;
    this.killed += 1;
    if (isBeyond) this.beyond.killed += 1;
    if (counted) this.killedInCounted += 1;
  }

  #addHarmless(mutant: Mutant, fate: Fate, item: Case, row: Row): void {
    this.harmless.mutants += 1;
    if (fate.end === 'died') {
      tell(this.#told.alarms, mutant, item, 'comparator', mutant.line);
      return;
    }
    this.harmless.lived += 1;
    row.right += 1;
  }

  #row({ path, fault, set }: Mutant): Row {
    const key = `${path}\n${fault}\n${set}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = { path, fault, set, mutants: 0, right: 0, withinPolicy: 0, unproven: 0 };
    this.#rows.set(key, row);
    return row;
  }

  get survivors(): Survivor[] {
    return mostFirst(this.#told.survivors);
  }

  get falseAlarms(): Survivor[] {
    return mostFirst(this.#told.alarms);
  }

  get hidden(): Survivor[] {
    return mostFirst(this.#told.hidden);
  }

  /** Counts by path, in the order in which the paths came. */
  get byPath(): ReadonlyMap<string, readonly FaultCount[]> {
    const paths = new Map<string, FaultCount[]>();
    for (const { path, ...count } of this.#rows.values()) paths.set(path, [...(paths.get(path) ?? []), count]);
    return paths;
  }
}

function tell(told: Map<string, Survivor>, mutant: Mutant, item: Case, by: Survivor['by'], line: string): void {
  const { fault, path, before, after } = mutant;
  const key = [fault, path, by, line].join('\n');
  const known = told.get(key);
  if (known !== undefined) told.set(key, { ...known, count: known.count + 1 });
  else if (told.size < mostTold) {
    told.set(key, { fault, path, count: 1, by, line, example: { case: caseName(item.ref), before, after } });
  }
}

const mostFirst = (told: ReadonlyMap<string, Survivor>) => [...told.values()].sort((a, b) => b.count - a.count);
