import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../src/base/errors.ts';
import { writeFileAtomic } from '../src/disk/atomic-write.ts';
import { renderPicture } from '../src/reporters/picture.ts';
import { readReport } from '../src/reporters/read-report.ts';

/** Draws a finding of a real run for the README: `node scripts/readme-picture.ts <report.json> <picture.svg> [finding id]`. */
function main([reportPath, picturePath, id]: string[]): void {
  if (reportPath === undefined || picturePath === undefined) {
    throw new SetupError('Usage: node scripts/readme-picture.ts <report.json> <picture.svg> [finding id]');
  }
  const schemaPath = fileURLToPath(new URL('../golden/schema/report-1.json', import.meta.url));
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as object;
  const report = readReport(readFileSync(reportPath, 'utf8'), reportPath, schema);
  const finding = report.findings.find((one) => id === undefined || one.id === id);
  if (finding === undefined) {
    console.error(
      `"${reportPath}" holds no ${id === undefined ? 'finding' : `finding "${id}"`}: run a suite that drifts first`,
    );
    process.exit(2);
  }
  writeFileAtomic(picturePath, renderPicture(finding, `npx vernier run ${finding.suite}`));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
