import type { PerformanceBench } from '../perf/performance-report.ts';
import { markdownCode, markdownProse } from './markdown-escape.ts';
import { table } from './markdown-table.ts';
import { memory } from './performance-lines.ts';
import { duration, percent, short } from './quantity.ts';

/** A section of `report.md`: a row for each modern of a subject, and why below; empty when nothing was timed. */
export function performanceMarkdown(benches: readonly PerformanceBench[]): string {
  if (benches.length === 0) return '';
  const head = ['subject', 'modern', 'verdict', 'ratio', 'interval', 'noise', 'p50', 'p99', 'peak memory'];
  const reasons = benches.map(
    ({ subject, modern, verdict, failure }) =>
      `- ${markdownCode(subject)} · ${markdownCode(modern)}: ${markdownProse(failure ?? verdict.reason)}`,
  );
  return ['## Speed', '', table(head, benches.map(rowOf), head.slice(3)), '', ...reasons, ''].join('\n');
}

function rowOf({ subject, modern, verdict, legacyTimes, modernTimes }: PerformanceBench): string[] {
  const { ratio, noise } = verdict;
  const both = (legacy: string, own: string) => `${legacy} → ${own}`;
  const time = (ns: number | null) => (ns === null ? '-' : duration(ns));
  return [
    markdownCode(subject),
    markdownCode(modern),
    `${verdict.verdict}${verdict.decision === 'fail' ? ', more than allowed' : ''}`,
    ratio === null ? '-' : short(ratio.ratio),
    ratio === null ? '-' : `${short(ratio.low)} to ${short(ratio.high)}`,
    noise === null ? '-' : percent(Math.max(noise.high, 1 / noise.low) - 1),
    both(time(legacyTimes.p50Ns), time(modernTimes.p50Ns)),
    both(time(legacyTimes.p99Ns), time(modernTimes.p99Ns)),
    both(memory(legacyTimes.peakBytes), memory(modernTimes.peakBytes)),
  ];
}
