import type { RunReport } from '../runner/report.ts';

/** Writes a report as one file. It renders what the run found and judges nothing again. */
export interface Reporter {
  /** Its name inside the run's folder, e.g. `report.json`. */
  readonly file: string;
  /** The whole file, ending in a line break. Pure: the same report gives the same text. */
  render(report: RunReport): string;
}
