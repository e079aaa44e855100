import type { Comparison, Difference } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { Outcome } from '../value/outcome.ts';
import { renderValue } from '../value/render.ts';
import type { Side, Status } from './result.ts';

/** What is wrong with a vector in one line: its worst drift, or how a side ended; null when nothing is. */
export function detailOf(
  status: Status,
  side: Side | null,
  comparison: Comparison | null,
  legacy: Outcome | null,
  modern: Outcome | null,
): string | null {
  const worst = comparison?.differences.find((difference) => difference.beyond);
  if (worst !== undefined) return driftDetail(worst);
  return status === 'agreed' ? null : faultDetail(side === 'legacy' ? legacy : modern);
}

function driftDetail(worst: Difference): string {
  const side = (value: Difference['legacy']) =>
    value === undefined ? 'nothing' : renderValue(value, { maxLength: 60 });
  const rule = worst.share === null ? worst.rule : `${worst.rule}; ${worst.share.toPrecision(3)} of what is allowed`;
  return `${worst.class} at ${renderPath(worst.path)}: ${side(worst.legacy)} against ${side(worst.modern)} (${rule})`;
}

function faultDetail(outcome: Outcome | null): string | null {
  switch (outcome?.kind) {
    case undefined:
      return 'it could not be started';
    case 'crashed':
      return `ended by ${outcome.signal ?? `exit code ${outcome.exitCode}`}`;
    case 'timed-out':
      return `no answer within ${outcome.deadlineMs} ms`;
    case 'protocol-error':
      return outcome.message;
    default:
      return null;
  }
}
