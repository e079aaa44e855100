import type { Command } from 'commander';
import type { ReportFlags } from './report-and-tell.ts';

const help = `
Example:
  vernier report reports/2026-11-20T06-33-12-345Z-5f3a1c

Exit codes:
  0    the reports were written
  2    the folder holds no report.json, or one that this version does not read

The verdict of the run is not asked again: its exit code stands in report.json.`;

/** `vernier report <run folder>` */
export function addReportCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('report')
    .summary('render the reports of a run again')
    .description(
      'Reads report.json of a run, as it was written or taken from a CI artifact, and renders report.html, report.md and junit.xml from it anew. Nothing is run and nothing is judged again.',
    )
    .argument('<run>', "a run's folder, or a report.json")
    .option('--out <folder>', 'where to write them (default: beside report.json)')
    .option('--json', 'print the verdict and the files written as JSON')
    .addHelpText('after', help)
    .action(async (run: string, flags: ReportFlags) => {
      const { reportAndTell } = await import('./report-and-tell.ts');
      ends(reportAndTell(run, flags));
    });
}
