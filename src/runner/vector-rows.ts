import type { Difference } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { GoldenVector } from '../golden/vector.ts';
import { renderValue } from '../value/render.ts';
import type { VectorReport } from './report.ts';
import type { JudgedResult } from './result.ts';
import { signatureOf } from './signature.ts';

/** The row of one golden vector, before findings have their ids. */
export interface VectorRow {
  readonly row: Omit<VectorReport, 'finding'>;
  readonly signature: string;
}

export function vectorRow(vector: GoldenVector, judged: JudgedResult): VectorRow {
  const { result } = judged;
  const worst = judged.comparison?.differences.find((difference) => difference.beyond) ?? null;
  return {
    signature: signatureOf(result),
    row: {
      suite: result.suite,
      subject: result.subject,
      modern: result.modern,
      id: vector.id,
      comment: vector.comment,
      flags: vector.flags,
      status: result.status,
      side: result.side,
      waivers: result.waivers,
      detail: worst === null ? faultDetail(judged) : driftDetail(worst),
      ms: result.modernNs === null ? null : result.modernNs / 1e6,
    },
  };
}

function driftDetail(worst: Difference): string {
  const side = (value: Difference['legacy']) =>
    value === undefined ? 'nothing' : renderValue(value, { maxLength: 60 });
  const rule = worst.share === null ? worst.rule : `${worst.rule}; ${worst.share.toPrecision(3)} of what is allowed`;
  return `${worst.class} at ${renderPath(worst.path)}: ${side(worst.legacy)} against ${side(worst.modern)} (${rule})`;
}

function faultDetail({ result, modern, legacy }: JudgedResult): string | null {
  if (result.status === 'agreed') return null;
  const outcome = result.side === 'legacy' ? legacy : modern;
  if (outcome === null) return 'it could not be started';
  if (outcome.kind === 'crashed') return `ended by ${outcome.signal ?? `exit code ${outcome.exitCode}`}`;
  if (outcome.kind === 'timed-out') return `no answer within ${outcome.deadlineMs} ms`;
  return outcome.kind === 'protocol-error' ? outcome.message : null;
}
