import { html, type Markup, type Part } from './markup.ts';
import { type Column, folded, table } from './table.ts';

/** A picture with its caption, and the same as a table for who would rather read. */
export interface Picture {
  readonly caption: Part;
  readonly svg: Markup;
  /** Too wide to be read on a phone: there it scrolls, for which it needs the keyboard. */
  readonly wide?: boolean;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Part[])[];
}

export function figure({ caption, svg, wide, name, columns, rows }: Picture): Markup {
  const data = rows.length === 0 ? null : folded('data', table(name, columns, rows));
  return html`<figure>
<figcaption>${caption}</figcaption>
${wide ? html`<div class="wide" role="region" tabindex="0" aria-label="picture: ${name}">${svg}</div>` : svg}
${data}
</figure>
`;
}
