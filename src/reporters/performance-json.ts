import type { PerformanceReport } from '../perf/performance-report.ts';

/** `perf.json`, by its schema `golden/schema/perf-1.json`. It holds names and finite numbers alone. */
export function performanceJson(report: PerformanceReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
