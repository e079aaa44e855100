import { html, type Markup, type Part } from './markup.ts';

/** A column: its head, and whether its cells are figures. */
export interface Column {
  readonly head: string;
  readonly numeric?: boolean;
}

/**
 * A table whose first column names its rows. It scrolls by itself where the page is too narrow, which needs the keyboard:
 * so it is a region with a name.
 */
export function table(name: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  const head = columns.map(({ head: text, numeric }) =>
    numeric ? html`<th scope="col" class="n">${text}</th>` : html`<th scope="col">${text}</th>`,
  );
  const cell = (part: Part, index: number) => {
    if (index === 0) return html`<th scope="row">${part}</th>`;
    return columns[index]?.numeric ? html`<td class="n">${part}</td>` : html`<td>${part}</td>`;
  };
  const body = rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** A section of the page with its heading; what the navigation points to. */
export function section(id: string, title: Part, ...content: readonly Part[]): Markup {
  return html`<section id="${id}" aria-labelledby="h-${id}">
<h2 id="h-${id}">${title}</h2>
${content}
</section>
`;
}

/** Something one may want to look at, closed at first. */
export function folded(summary: Part, ...content: readonly Part[]): Markup {
  return html`<details class="fold"><summary>${summary}</summary>
${content}
</details>`;
}
