import type { RunReport } from '../../runner/report.ts';
import type { Reporter } from '../reporter.ts';
import { coveragePart, environmentPart, notRunPart } from './background-parts.ts';
import { distancesPart } from './distance-pictures.ts';
import { findingsPart } from './findings-part.ts';
import { page } from './page.ts';
import { opinionsPart, waiversPart } from './permissions-part.ts';
import { placesPart } from './places-part.ts';
import { subjectRows } from './subject-rows.ts';
import { subjectsPart } from './subjects-part.ts';
import { timingsPart } from './timings-part.ts';
import { type Trend, trendsPart } from './trends-part.ts';
import { verdictPart } from './verdict-part.ts';

/** What a page may hold beside its run. */
export interface HtmlExtras {
  /** Figures over earlier runs, of a history. */
  readonly trends?: readonly Trend[];
}

/**
 * `report.html`: one file for people. It needs no network, runs under its own content-security policy, and can be read
 * whole without its script. Text of the run is inert in it.
 */
export function renderHtml(report: RunReport, { trends = [] }: HtmlExtras = {}): string {
  const rows = subjectRows(report);
  return page(`Vernier: ${report.decision}`, verdictPart(report, rows), [
    subjectsPart(report, rows),
    findingsPart(report),
    waiversPart(report),
    opinionsPart(rows),
    notRunPart(report),
    distancesPart(rows),
    trendsPart(trends),
    placesPart(rows),
    coveragePart(report),
    timingsPart(rows),
    environmentPart(report),
  ]);
}

export const htmlReporter: Reporter = { file: 'report.html', render: (report) => renderHtml(report) };
