import type { Generator } from '../generators/generator.ts';
import type { Panel, RunOptions } from './options.ts';
import { openStream, type Stream } from './property.ts';

/** What `vernier run` takes where the configuration says nothing: the seed it takes by default, too, so that it costs nothing then. */
export const defaultPanel: Panel = { seed: 42, cases: 100 };

/** The panel of one subject. */
export interface SubjectPanel extends Panel {
  /** Cases that have to be made besides the run's own; null where the run's first ones are the panel. */
  readonly stream: Stream | null;
  /** The same for the same cases: a panel of another seed, size or generator is another series. */
  readonly series: string;
}

/**
 * The panel of a subject in a run; null where the run has none: it is cut down by hand, or generates nothing.
 *
 * @param cases Generated cases that the run wants of the subject; the panel is never larger.
 */
export function subjectPanel(
  options: RunOptions,
  place: { readonly suite: string; readonly subject: string },
  generator: Generator | null,
  cases: number,
): SubjectPanel | null {
  const { panel, seed, only, filter } = options;
  if (panel === undefined || generator === null || only.length > 0 || filter.length > 0) return null;
  const size = Math.min(panel.cases, cases);
  if (size === 0) return null;
  return {
    seed: panel.seed,
    cases: size,
    stream: panel.seed === seed ? null : openStream(panel.seed, place.suite, place.subject, generator),
    series: `seed ${panel.seed}, ${size} cases, generator ${generator.version}`,
  };
}
