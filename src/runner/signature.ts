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
 * classes and places of the drift, the classes of the errors that were raised, and the properties that were broken.
 */
export function signatureOf(result: Result): string {
  const drifts = result.drifts.map((drift) => `${drift.class} ${drift.path}`).sort();
  const raised = result.raised === undefined ? [] : [`raised ${result.raised.map((name) => name ?? '-').join(' ')}`];
  const broken =
    result.status === 'violated' ? (result.properties ?? []).filter(({ state }) => state === 'violated') : [];
  const properties = broken.map(({ name }) => `property ${name}`);
  const place = [result.suite, result.subject, result.modern, result.status, result.side ?? ''];
  return [...place, ...drifts, ...raised, ...properties].join('\n');
}
