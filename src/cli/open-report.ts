import { artefactSchema } from '../disk/artefact-schema.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { readReport } from '../reporters/read-report.ts';
import type { RunReport } from '../runner/report.ts';

const maxReportBytes = 256 * 1024 * 1024;

/** The `report.json` at a path. @throws SetupError when it is none */
export function openReport(path: string): RunReport {
  const text = readTextFile(path, { what: 'report', maxBytes: maxReportBytes });
  return readReport(text, shownPath(path), artefactSchema('report-1'));
}
