import type { Step } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { Result } from './result.ts';

/** A path without its indices, so that one drift in many places of an array is one drift: `$.value[*]`. */
export function generalPath(path: readonly Step[]): string {
  return renderPath(path.map((step) => (typeof step === 'number' ? '*' : step)))
    .replaceAll('["*"]', '[*]')
    .replaceAll('.*', '[*]');
}

/** What makes two failing cases the same finding: subject, modern, status, side, and the classes and places of the drift. */
export function signatureOf(result: Result): string {
  const drifts = result.drifts.map((drift) => `${drift.class} ${drift.path}`).sort();
  return [result.suite, result.subject, result.modern, result.status, result.side ?? '', ...drifts].join('\n');
}
