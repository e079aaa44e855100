import { escapeHtml } from '../escape.ts';
import { visible } from '../visible.ts';

/** Markup that is final. Only `html` and `trusted` make it, so that no text of a run becomes markup unescaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, and what cannot be seen in it is written out. */
export type Part = Markup | string | number | null | readonly Part[];

/** Markup from a template whose holes are inert: as element text, or inside an attribute in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + (index < parts.length ? inert(parts[index]!) : '')).join(''));
}

/** Markup that this house wrote itself: a picture, the style, the script. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** No markup at all. */
export const nothing = trusted('');

function inert(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeHtml(visible(part));
  return typeof part === 'number' ? String(part) : part.map(inert).join('');
}
