import { falseDiscoveryLimit } from '../../base/false-discovery.ts';
import type { Creep, CreepReport } from '../../runner/creep.ts';
import { type BaselineChoice, chooseBaseline } from '../baseline.ts';
import type { HistoryRow, RunHead } from '../row.ts';
import { changesBetween } from './changes.ts';
import { type Fact, lostVectors, newMechanisms, pastShare } from './facts.ts';
import { type CreepLimits, creepLimits } from './limits.ts';
import { type Movement, movementsOf } from './movement.ts';
import { gatherSeries, type Series } from './series.ts';
import { summaryOf } from './summary.ts';

export interface CreepOptions {
  /** Id of the run that is looked at; its rows are among the others. */
  readonly run: string;
  readonly baseline?: BaselineChoice;
  readonly limits?: Partial<CreepLimits>;
}

/**
 * What moves over the runs while it is within policy: trends, steps, biases, tolerance used up, new mechanisms and vectors
 * that were lost. Only golden vectors and the panel of fixed cases are looked at, never cases of a new seed. Pure.
 *
 * @param rows Of this run and of earlier ones, in any order.
 */
export function findCreep(rows: readonly HistoryRow[], options: CreepOptions): readonly Creep[] {
  return creepReport(rows, options).creeps;
}

/** The same, with what it was held against and how much was tested. */
export function creepReport(rows: readonly HistoryRow[], options: CreepOptions): CreepReport {
  const heads = headsOf(rows);
  const current = heads.get(options.run);
  if (current === undefined) {
    return { baseline: [], said: `Run ${options.run} is not in the history`, series: 0, tests: 0, creeps: [] };
  }
  const { runs, said } = chooseBaseline([...heads.values()], current, options.baseline);
  if (runs.length === 0) return { baseline: [], said, series: 0, tests: 0, creeps: [] };
  const limits = { ...creepLimits, ...options.limits };
  const all = [...runs, current];
  const ids = all.map(({ run_id }) => run_id);
  const series = gatherSeries(rows, ids);
  const movements = series.flatMap((one) => movementsOf(one, limits, options.baseline?.named !== undefined));
  const tested = movements.flatMap(({ p }) => p ?? []);
  const limit = falseDiscoveryLimit(tested, limits.falseRate);
  const moved = clearest(movements.filter(({ p, matters }) => matters && (p === null || p <= limit)));
  const facts = [...pastShare(series, limits), ...newMechanisms(rows, ids), ...lostVectors(rows, ids)];
  const few = runs.length < limits.minRuns ? `; trends and noise need ${limits.minRuns} runs` : '';
  return {
    baseline: runs.map(({ run_id }) => run_id),
    said: `${said}${few}`,
    series: series.length,
    tests: tested.length,
    creeps: [
      ...grouped(moved).map((group) => movedCreep(group, all)),
      ...grouped(facts).map((group) => factCreep(group, all)),
    ],
  };
}

function headsOf(rows: readonly HistoryRow[]): Map<string, RunHead> {
  const heads = new Map<string, RunHead>();
  for (const row of rows) if (!heads.has(row.run_id)) heads.set(row.run_id, row);
  return heads;
}

/** A series that both rises and jumps is told as what leaves less unexplained. */
function clearest(movements: readonly Movement[]): Movement[] {
  return movements.filter((one) =>
    movements.every(
      (other) =>
        other === one ||
        one.kind === 'bias' ||
        other.kind === 'bias' ||
        other.series !== one.series ||
        other.metric !== one.metric ||
        one.residual < other.residual ||
        (one.residual === other.residual && one.kind === 'step'),
    ),
  );
}

/** One creep for all places and vectors of a subject that move alike. */
function grouped<T extends Movement | Fact>(all: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const { suite, subject, modern } = 'series' in one && one.series !== null ? one.series : (one as Fact);
    const name = one.kind === 'mechanism' ? (one as Fact).name : '';
    const key = JSON.stringify([suite, subject, modern, one.kind, name]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const mostAlike = 20;
const mostValues = 60;

function movedCreep(group: readonly Movement[], runs: readonly RunHead[]): Creep {
  const [first, ...rest] = group.toSorted(
    (a, b) => (a.p ?? 0) - (b.p ?? 0) || isOne(a.series) - isOne(b.series) || b.now - a.now,
  );
  const { kind, series, metric, before, now, p, since, runs: seen } = first!;
  const { suite, subject, modern, scope, path } = series;
  const names = [...new Set(rest.filter((one) => one.series !== series).map((one) => seriesName(one.series)))];
  const at = runs.findIndex(({ run_id }) => run_id === since);
  const isGradual = kind === 'trend';
  const creep: Omit<Creep, 'summary'> = {
    ...{ kind, suite, subject, modern, scope, path, case: series.case, metric, before, now, p, since, runs: seen },
    ...{ alike: names.slice(0, mostAlike), alikeCount: names.length },
    // A trend may have begun, or grown faster, anywhere since.
    alongside: isGradual ? changesWithin(runs.slice(Math.max(0, at))) : changesBetween(runs[at - 1], runs[at]!),
    values: valuesOf(series, metric),
  };
  return { ...creep, summary: summaryOf(creep, '') };
}

function factCreep(group: readonly Fact[], runs: readonly RunHead[]): Creep {
  const [first, ...rest] = group.toSorted((a, b) => (b.now ?? 0) - (a.now ?? 0));
  const { kind, suite, subject, modern, scope, path, before, now, name } = first!;
  const nameOf = (fact: Fact) =>
    fact.kind === 'share' ? seriesName(fact) : fact.kind === 'mechanism' ? fact.path : fact.name;
  const names = [...new Set(rest.map(nameOf))].filter((one) => one !== nameOf(first!));
  const current = runs.at(-1)!;
  const metric = kind === 'share' ? 'share of tolerance' : null;
  const creep: Omit<Creep, 'summary'> = {
    ...{ kind, suite, subject, modern, scope, path, case: first!.case, metric, before, now, p: null },
    ...{ since: current.run_id, runs: first!.runs, alike: names.slice(0, mostAlike), alikeCount: names.length },
    alongside: changesBetween(runs.at(-2), current),
    values: first!.series === null ? [] : valuesOf(first!.series, 'share of tolerance'),
  };
  return { ...creep, summary: summaryOf(creep, name) };
}

function changesWithin(runs: readonly RunHead[]): string[] {
  const all = runs.slice(1).flatMap((run, index) => changesBetween(runs[index], run));
  return [...new Set(all)].slice(0, mostAlike);
}

function valuesOf({ points }: Series, metric: string): (number | null)[] {
  return points.slice(-mostValues).map((point) => {
    if (point === null) return null;
    const total = point.above + point.below;
    switch (metric) {
      case 'lean':
        return total === 0 ? null : (point.above - point.below) / total;
      case 'share of tolerance':
        return point.share;
      case 'typical relative error':
        return point.typical;
      default:
        return metric === 'relative error' ? point.rel : point.abs;
    }
  });
}

const isOne = ({ path, case: id }: Pick<Series, 'path' | 'case'>) => (id !== null ? 2 : path === '' ? 0 : 1);

function seriesName({ scope, path, case: id }: Pick<Series, 'scope' | 'path' | 'case'>): string {
  if (id !== null) return `vector ${id}`;
  return path === '' ? `${scope}, all places` : `${scope} at ${path}`;
}
