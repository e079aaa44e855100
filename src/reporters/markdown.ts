import type { RunReport } from '../runner/report.ts';
import { coverageSection, environmentSection, notRunSection } from './markdown-background.ts';
import { creepSection } from './markdown-creep.ts';
import { markdownCode, markdownProse } from './markdown-escape.ts';
import { findingsSection } from './markdown-findings.ts';
import { placesSection } from './markdown-places.ts';
import { distancesSection, subjectsSection, waiversSection } from './markdown-subjects.ts';
import type { Reporter } from './reporter.ts';

function verdictSection(report: RunReport): string {
  const [headline = '', ...more] = report.reasons;
  const marks = [
    report.interrupted ? 'The run was interrupted: this report is partial.' : '',
    report.cut ? 'A time budget cut the run: the same seed need not give the same report.' : '',
  ].filter((mark) => mark !== '');
  const failed = report.suites.flatMap(({ name, failure }) =>
    failure === null ? [] : [`- suite ${markdownCode(name)} could not be set up: ${markdownProse(failure)}`],
  );
  const lines = [...more.map((reason) => `- ${markdownProse(reason)}`), ...failed, ...marks.map((mark) => `- ${mark}`)];
  const list = lines.length > 0 ? `\n\n${lines.join('\n')}` : '';
  return `# Vernier: ${report.decision}\n\n**${report.decision}:** ${markdownProse(headline)}${list}`;
}

/** The parts of `report.md`, most wanted first; empty ones left out. */
export function markdownSections(report: RunReport): string[] {
  const sections = [
    verdictSection(report),
    subjectsSection(report),
    findingsSection(report),
    creepSection(report),
    waiversSection(report),
    notRunSection(report),
    distancesSection(report),
    placesSection(report),
    coverageSection(report),
    environmentSection(report),
  ];
  return sections.filter((section) => section !== '');
}

/** `report.md`: to read, and to paste into a pull request. GitHub's Markdown; text of the run is inert in it. */
export const markdownReporter: Reporter = {
  file: 'report.md',
  render: (report) => `${markdownSections(report).join('\n\n')}\n`,
};
