import type { GoldenVector } from '../golden/vector.ts';
import type { VectorReport } from './report.ts';
import type { Result } from './result.ts';
import { resultFigures } from './trend-book.ts';

/** The report of one golden vector against one modern. */
export function vectorReport(vector: GoldenVector, result: Result, finding: string | null): VectorReport {
  return {
    suite: result.suite,
    subject: result.subject,
    modern: result.modern,
    id: vector.id,
    comment: vector.comment,
    flags: vector.flags,
    status: result.status,
    side: result.side,
    waivers: result.waivers.map(({ id }) => id),
    detail: result.detail,
    finding,
    figures: result.compared ? resultFigures(result) : null,
    ms: result.modernNs === null ? null : result.modernNs / 1e6,
  };
}
