import { parseExpression } from '../expression/parse.ts';
import { isBelow } from '../expression/shrink.ts';
import { nodes } from '../expression/tree.ts';
import { complexity, simplerNumbers } from '../simpler.ts';
import type { FitProblem } from './problem.ts';

/**
 * Simpler problems, the boldest first: without a parameter that the model does not use, fewer points, no bounds, then
 * simpler numbers one at a time. The model stays; so does that there is one point for each parameter where there was.
 * Each stands below its original in one order, so that shrinking ends.
 */
export function* simplerProblems(problem: FitProblem): IterableIterator<FitProblem> {
  const own = weight(problem);
  for (const candidate of candidates(problem)) if (isBelow(weight(candidate), own)) yield candidate;
}

function* candidates(problem: FitProblem): IterableIterator<FitProblem> {
  yield* withoutUnused(problem);
  yield* withFewerPoints(problem);
  if (problem.lower !== null || problem.upper !== null) yield { ...problem, lower: null, upper: null };
  if (problem.lower !== null) yield { ...problem, lower: null };
  if (problem.upper !== null) yield { ...problem, upper: null };
  yield* withSimplerNumbers(problem);
}

function* withoutUnused(problem: FitProblem): IterableIterator<FitProblem> {
  const tree = parseExpression(problem.model)?.tree;
  if (tree === undefined) return;
  const used = new Set(nodes(tree).map((node) => (node.kind === 'variable' ? node.name : '')));
  for (const [at, name] of problem.parameters.entries()) {
    if (used.has(name) || problem.parameters.length === 1) continue;
    const without = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
    yield {
      ...problem,
      parameters: without(problem.parameters),
      start: without(problem.start),
      lower: problem.lower && without(problem.lower),
      upper: problem.upper && without(problem.upper),
    };
  }
}

/** Halves, then without each point, but never fewer than parameters. */
function* withFewerPoints(problem: FitProblem): IterableIterator<FitProblem> {
  const n = problem.y.length;
  const least = Math.min(n, problem.parameters.length);
  const keep = (wanted: (i: number) => boolean): FitProblem => {
    const kept = (column: readonly number[]) => column.filter((_, i) => wanted(i));
    const data = new Map([...problem.data].map(([name, column]) => [name, kept(column)]));
    return { ...problem, data, y: kept(problem.y) };
  };
  if (n > least + 1) {
    yield keep((i) => i < least);
    const half = Math.max(least, n >> 1);
    yield keep((i) => i < half);
    yield keep((i) => i >= n - half);
    yield keep((i) => i % 2 === 0 || n - i <= least);
  }
  if (n > least) for (let gone = n - 1; gone >= 0; gone -= 1) yield keep((i) => i !== gone);
}

function* withSimplerNumbers(problem: FitProblem): IterableIterator<FitProblem> {
  for (const start of simplerLists(problem.start)) yield { ...problem, start };
  for (const y of simplerLists(problem.y)) yield { ...problem, y };
  for (const [name, column] of problem.data)
    for (const simpler of simplerLists(column)) yield { ...problem, data: new Map(problem.data).set(name, simpler) };
  if (problem.lower !== null) for (const lower of simplerLists(problem.lower)) yield { ...problem, lower };
  if (problem.upper !== null) for (const upper of simplerLists(problem.upper)) yield { ...problem, upper };
}

/** All numbers at once to a few digits, then one at a time. */
function* simplerLists(list: readonly number[]): IterableIterator<readonly number[]> {
  for (const digits of [1, 2, 3, 5]) {
    const short = list.map((x) => (Number.isFinite(x) ? Number(x.toPrecision(digits)) : x));
    if (short.every(Number.isFinite) || !list.every(Number.isFinite)) yield short;
  }
  for (const [at, x] of list.entries())
    for (const simpler of simplerNumbers(x)) yield list.map((one, i) => (i === at ? simpler : one));
}

/** The order in which problems shrink, compared left to right. */
export function weight({ parameters, data, y, start, lower, upper }: FitProblem): readonly number[] {
  const sum = (list: readonly number[] | null) => (list ?? []).reduce((total, x) => total + complexity(x), 0);
  const columns = [...data.values()];
  return [
    parameters.length,
    y.length * (1 + columns.length),
    (lower === null ? 0 : 1) + (upper === null ? 0 : 1),
    sum(start) + sum(lower) + sum(upper) + sum(y) + columns.reduce((total, column) => total + sum(column), 0),
  ];
}
