import type { PerformanceBench, PerformanceReport, SideTimes } from '../perf/performance-report.ts';
import { columns } from './columns.ts';
import { count, duration, percent, plural, short } from './quantity.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut } from './visible.ts';

const looks: Readonly<Record<PerformanceReport['decision'], Role>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'warn',
};

/** One modern of a subject: verdict, why, and a table of both sides. */
export function performanceLines(bench: PerformanceBench): Line[] {
  const { suite, subject, modern, verdict, slowestCases, casesLeftOut, failure } = bench;
  const { pairs, cases, rounds, noise, ratio } = verdict;
  const head: Line = [
    span(`${suite}/${subject} · ${modern}`, 'strong'),
    span('   '),
    span(verdict.verdict, looks[verdict.decision]),
    span(`   ${failure === null ? verdict.reason : cut(failure, 300)}`),
  ];
  if (ratio === null || noise === null) return [head];
  const left = casesLeftOut === 0 ? '' : `; ${plural(casesLeftOut, 'case')} left out`;
  const timed = `${plural(pairs, 'pair')}, ${plural(cases, 'case')}, ${plural(rounds, 'round')}${left}`;
  const apart = percent(Math.max(noise.high, 1 / noise.low) - 1);
  const worst = slowestCases.slice(0, 3).map(({ case: name, ratio: times }) => `${cut(name, 40)} ${short(times)}x`);
  return [
    head,
    ...columns(['', 'p50', 'p95', 'p99', 'peak memory'], [bench.legacyTimes, bench.modernTimes].map(cellsOf), ['']),
    [
      span(
        `  ratio ${short(ratio.ratio)}, ${short(ratio.low)} to ${short(ratio.high)} with ${percent(verdict.confidence)} confidence; ${timed}`,
      ),
    ],
    [span(`  legacy against itself: up to ${apart} apart`)],
    [span(`  slowest for modern: ${worst.join(', ')}`)],
    ...unstable(bench),
  ];
}

function unstable({ legacyTimes, modernTimes, verdict }: PerformanceBench): Line[] {
  return [legacyTimes, modernTimes]
    .filter(({ unstableRounds }) => unstableRounds > 0)
    .map(({ name, unstableRounds }) => [
      span(
        `  ${name} was still getting faster when it was timed, in ${unstableRounds} of ${verdict.rounds} rounds: a larger --budget warms it up longer`,
        'warn',
      ),
    ]);
}

function cellsOf({ name, p50Ns, p95Ns, p99Ns, peakBytes }: SideTimes): string[] {
  const time = (ns: number | null) => (ns === null ? '-' : duration(ns));
  return [name, time(p50Ns), time(p95Ns), time(p99Ns), memory(peakBytes)];
}

/** `41.3 MB`; megabytes of 2^20 bytes. */
export function memory(bytes: number | null): string {
  return bytes === null ? '-' : `${short(bytes / 2 ** 20)} MB`;
}

/** The last line: what the whole comes to. */
export function performanceVerdict({
  benches,
  decision,
  interrupted,
  failures,
  machine,
  seed,
}: PerformanceReport): Line {
  const how = `seed ${seed}, load ${machine.load.toFixed(1)} on ${plural(machine.processors, 'processor')}`;
  if (interrupted) return [span(`Interrupted: what was timed so far decides nothing (${how})`, 'warn')];
  const names = (wanted: PerformanceReport['decision']) =>
    benches
      .filter(({ verdict }) => verdict.decision === wanted)
      .map(({ suite, subject, modern }) => `${suite}/${subject} · ${modern}`)
      .join(', ');
  const red = failures.length === 0 ? '' : `; ${plural(failures.length, 'suite')} could not be loaded`;
  if (decision === 'fail') return [span(`Slower than allowed: ${names('fail')} (${how})${red}`, 'bad')];
  if (decision === 'pass')
    return [span(`As fast as wanted: ${count(benches.length)} of ${count(benches.length)} (${how})`, 'good')];
  const unknown = names('inconclusive');
  const advice = 'a larger --budget, more --rounds or a quieter machine may tell';
  return [span(`Inconclusive: ${unknown === '' ? 'nothing was timed' : unknown}; ${advice} (${how})${red}`, 'warn')];
}
