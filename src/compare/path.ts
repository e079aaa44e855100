import { visibleText } from '../value/render-list.ts';
import type { Step } from './difference.ts';

/** A place on the way down from the root: a chain that shares its upper links, so that deep values cost no copies. */
export interface Place {
  readonly above: Place | null;
  readonly step: Step;
}

/** The steps from the root to a place; null is the root. */
export function stepsTo(place: Place | null): Step[] {
  const steps: Step[] = [];
  for (let at = place; at !== null; at = at.above) steps.push(at.step);
  return steps.reverse();
}

const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
/** More steps than these are cut out of the middle when a path is written for people. */
const maxShownSteps = 64;

/** The path for people: `$.value[2]`, `$.value["a b"]`. Control characters are escaped; very deep paths are cut with a count. */
export function renderPath(steps: readonly Step[]): string {
  if (steps.length <= maxShownSteps) return `$${steps.map(renderStep).join('')}`;
  const half = maxShownSteps / 2;
  const cut = steps.length - maxShownSteps;
  const [head, tail] = [steps.slice(0, half), steps.slice(-half)];
  return `$${head.map(renderStep).join('')} … ${cut} steps … ${tail.map(renderStep).join('')}`;
}

function renderStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (identifier.test(step)) return `.${step}`;
  return `["${visibleText(step, true)}"]`;
}

/** The path as a JSON pointer (RFC 6901): `/value/2`; `~` and `/` inside a step are `~0` and `~1`. */
export function pathPointer(steps: readonly Step[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** One segment of a pattern. `*` is any one step, `**` any number of them, none included. */
export type Segment =
  | { readonly any: 'one' | 'many'; readonly text?: never }
  | { readonly any?: never; readonly text: string };

/**
 * Reads a path pattern: ``, `/params/*`, `/rows/0/time`, `/**`.
 *
 * @throws {SyntaxError} when it does not begin with `/` or holds a `~` that escapes nothing
 */
export function parsePattern(pattern: string): Segment[] {
  if (pattern === '') return [];
  if (!pattern.startsWith('/')) {
    throw new SyntaxError(`Path pattern ${JSON.stringify(pattern)} must begin with "/", such as "/params/*"`);
  }
  return pattern
    .slice(1)
    .split('/')
    .map((segment) => {
      if (segment === '*') return { any: 'one' };
      if (segment === '**') return { any: 'many' };
      if (/~(?![01])/.test(segment)) {
        throw new SyntaxError(
          `Path pattern ${JSON.stringify(pattern)} holds a "~": write "~0" for "~" and "~1" for "/"`,
        );
      }
      return { text: segment.replaceAll('~1', '/').replaceAll('~0', '~') };
    });
}

/** Positions of a pattern reached without a step: a `**` may stand for nothing. */
export function skipMany(segments: readonly Segment[], position: number): number[] {
  const positions = [position];
  for (let at = position; segments[at]?.any === 'many'; at++) positions.push(at + 1);
  return positions;
}

/** Positions of a pattern after one step from `position`; `step` null is a step that no pattern names. */
export function advance(segments: readonly Segment[], position: number, step: string | null): number[] {
  const segment = segments[position];
  if (segment === undefined) return [];
  if (segment.any === 'many') return skipMany(segments, position);
  const matches = segment.any === 'one' || segment.text === step;
  return matches ? skipMany(segments, position + 1) : [];
}

/** True when the pattern matches the whole path. An index matches its digits. @throws {SyntaxError} for a bad pattern */
export function matchesPath(pattern: string, steps: readonly Step[]): boolean {
  const segments = parsePattern(pattern);
  let positions = new Set(skipMany(segments, 0));
  for (const step of steps) {
    const next = new Set<number>();
    for (const position of positions) {
      for (const reached of advance(segments, position, String(step))) next.add(reached);
    }
    positions = next;
  }
  return positions.has(segments.length);
}
