import { createRequire } from 'node:module';
import type * as Plot from '@observablehq/plot';
import { type Markup, trusted } from './markup.ts';

export type PlotLibrary = typeof Plot;

/** What of a document's elements is used here; this house is compiled without the types of browsers. */
interface Drawn {
  readonly outerHTML: string;
  querySelectorAll(selector: string): ArrayLike<Drawn>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
}

let loaded: { readonly plot: PlotLibrary; readonly document: unknown } | null = null;

/** Both take a quarter of a second to load: only a run that draws something pays for it. */
function library(): NonNullable<typeof loaded> {
  if (loaded === null) {
    const require = createRequire(import.meta.url);
    const plot = require('@observablehq/plot') as PlotLibrary;
    const { createDocument } = require('@mixmark-io/domino') as { createDocument(): unknown };
    loaded = { plot, document: createDocument() };
  }
  return loaded;
}

/** What a picture is drawn from: options of the library, made with the library itself. */
export type Drawing = (plot: PlotLibrary) => Plot.PlotOptions;

/**
 * A picture as SVG that needs no style of its own, so that a content-security policy may forbid inline styles. Colours
 * are variables of the page, which is how they follow light and dark.
 *
 * @param words what it shows, for who cannot see it
 */
export function draw(words: string, drawing: Drawing): Markup {
  const { plot, document } = library();
  const options = { ...drawing(plot), document, className: 'plot' };
  const svg = plot.plot(options as Plot.PlotOptions) as unknown as Drawn;
  for (const style of Array.from(svg.querySelectorAll('style'))) style.remove();
  for (const element of [svg, ...Array.from(svg.querySelectorAll('[style]'))]) element.removeAttribute('style');
  // Marks carry labels for screen readers of their own; the picture as a whole has one.
  for (const element of Array.from(svg.querySelectorAll('[aria-label], [aria-description]'))) {
    element.removeAttribute('aria-label');
    element.removeAttribute('aria-description');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', words);
  return trusted(svg.outerHTML);
}
