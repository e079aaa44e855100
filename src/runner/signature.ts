import type { Step } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { Result } from './result.ts';

/** A path without its indices, so that one drift in many places of an array is one drift: `$.value[*]`. */
export function generalPath(path: readonly Step[]): string {
  return renderPath(path.map((step) => (typeof step === 'number' ? '*' : step)))
    .replaceAll('["*"]', '[*]')
    .replaceAll('.*', '[*]');
}

/**
 * What a failing case must keep to be the same drift, whatever is made of its input: subject, modern, status, side, the
 * classes and places of the drift, and the classes of the errors that were raised.
 */
export function signatureOf(result: Result): string {
  const drifts = result.drifts.map((drift) => `${drift.class} ${drift.path}`).sort();
  const raised = result.raised === undefined ? [] : [`raised ${result.raised.map((name) => name ?? '-').join(' ')}`];
  return [result.suite, result.subject, result.modern, result.status, result.side ?? '', ...drifts, ...raised].join(
    '\n',
  );
}
