import type { Finding, RunReport } from '../runner/report.ts';

/** A known drift may be so many times larger than it was and still be the known one: other inputs, other sizes. */
const growth = 10;

/**
 * Whether a baseline has the finding: the same drift of the same subject at the same place by the same mechanism, and no
 * more than ten times its size. Ids will not do: they hold the smallest input, which another seed shrinks otherwise.
 */
export function isKnown(finding: Finding, baseline: RunReport): boolean {
  const face = faceOf(finding);
  return baseline.findings.some((known) => faceOf(known) === face && sizeOf(finding) <= growth * sizeOf(known));
}

function faceOf({ suite, subject, modern, status, side, class: kind, path, mechanism, violation }: Finding): string {
  const place = path.replaceAll(/\[\d+\]/g, '[*]');
  return JSON.stringify([
    suite,
    subject,
    modern,
    status,
    side,
    kind,
    place,
    mechanism?.name ?? null,
    violation ?? null,
  ]);
}

/** What has no relative error is as large as anything. */
function sizeOf({ difference }: Finding): number {
  return difference?.rel ?? Number.POSITIVE_INFINITY;
}
