import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { shownPath } from '../disk/shown-path.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import { inertJson } from '../reporters/inert-json.ts';
import { makeRunFolder } from '../runner/run-folder.ts';
import { exitCodes } from './exit-codes.ts';
import { openReport } from './open-report.ts';

export interface ReportFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/** Renders the reports of a run again from its `report.json`. @returns the exit code */
export function reportAndTell(run: string, flags: ReportFlags): number {
  const given = resolve(run);
  const file = isFolder(given) ? join(given, 'report.json') : given;
  const report = openReport(file);
  const folder = flags.out === undefined ? dirname(file) : makeRunFolder(resolve(flags.out));
  const rendered = fileReporters.filter((reporter) => reporter.file !== 'report.json');
  const files = rendered.map((reporter) => {
    const path = join(folder, reporter.file);
    writeFileAtomic(path, reporter.render(report));
    return shownPath(path);
  });
  const { runId, decision } = report;
  if (flags.json) process.stdout.write(inertJson({ runId, decision, files }));
  else process.stdout.write(`${decision}: ${files.join(', ')}\n`);
  return exitCodes.pass;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
