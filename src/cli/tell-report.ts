import { appendFileSync, rmdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { runComment } from '../reporters/comment.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import { githubAnnotations, githubSummary } from '../reporters/github.ts';
import { htmlReporter, renderHtml } from '../reporters/html/html.ts';
import type { Trend } from '../reporters/html/trends-part.ts';
import { renderFinding, renderSummary } from '../reporters/terminal.ts';
import type { RunReport } from '../runner/report.ts';
import type { CommandSession } from './session.ts';

export interface Telling {
  /** Absolute folder of the report files; null: none are written. */
  readonly folder: string | null;
  /** Print `report.json` on standard output. */
  readonly json: boolean;
  /** Where a comment for a pull request goes; null or absent: nowhere. */
  readonly commentFile?: string | null;
  /** What is shown of the runs before this one. */
  readonly trends?: readonly Trend[];
}

/** Writes the report files of a run and prints what was found. */
export function tellReport(report: RunReport, session: CommandSession, telling: Telling): void {
  const { folder, json, commentFile, trends = [] } = telling;
  const { style } = session;
  session.progress.finish();
  if (folder !== null) {
    for (const reporter of fileReporters) {
      const text = reporter === htmlReporter ? renderHtml(report, { trends }) : reporter.render(report);
      writeFileAtomic(join(folder, reporter.file), text);
    }
  }
  for (const finding of report.findings) session.print(`\n${renderFinding(finding, style)}`);
  const shownFolder = folder === null ? null : relative(process.cwd(), folder) || '.';
  const files = fileReporters.map(({ file }) => file);
  session.print(`\n${renderSummary(report, { style, folder: shownFolder, files })}`);
  if (report.interrupted && shownFolder !== null) session.print(`Go on with it: vernier run --resume ${shownFolder}`);
  if (commentFile != null) writeFileAtomic(resolve(commentFile), runComment(report));
  tellGithub(report, json);
  if (json) process.stdout.write(fileReporters.find(({ file }) => file === 'report.json')!.render(report));
}

/** A run that could not begin leaves nothing behind. */
export function dropEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds a run.
  }
}

/** On GitHub: annotations on standard output, which it reads, and the step's summary in the file it names. */
function tellGithub(report: RunReport, quiet: boolean): void {
  if (process.env.GITHUB_ACTIONS !== 'true') return;
  if (!quiet) for (const line of githubAnnotations(report)) process.stdout.write(`${line}\n`);
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, githubSummary(report));
  } catch (error) {
    throw diskError('append the step summary to', file, error);
  }
}
