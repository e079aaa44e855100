import type { Finding, RunReport } from '../../runner/report.ts';
import { count, plural } from '../quantity.ts';
import { visible } from '../visible.ts';
import { curvesPicture } from './curves-picture.ts';
import { type Card, cardOf, type Field } from './finding-card.ts';
import { restIsland } from './findings-island.ts';
import { html, type Markup } from './markup.ts';
import { section } from './table.ts';

/** Findings that stand in the file as markup, to be read without its script. */
export const findingsAsMarkup = 200;
const curvesDrawn = 12;
const openAtFirst = 3;
const briefLength = 48;
const whole = { value: 400, text: 600, opinions: true } as const;

/** The findings: a filter, the first of them in full, and the rest for the script to show. */
export function findingsPart(report: RunReport): Markup | null {
  const { findings, findingsLeftOut } = report;
  if (findings.length === 0 && findingsLeftOut === 0) return null;
  let curves = 0;
  const cards = findings.slice(0, findingsAsMarkup).map((finding, index) => {
    const picture = curves < curvesDrawn ? curvesPicture(finding) : null;
    if (picture !== null) curves++;
    return article(cardOf(finding, whole), picture, index < openAtFirst);
  });
  const rest = findings.slice(findingsAsMarkup);
  const island = restIsland(rest);
  const unseen = rest.length - island.held;
  return section(
    'findings',
    html`Findings <span class="count">${count(findings.length + findingsLeftOut)}</span>`,
    findingsLeftOut === 0
      ? null
      : html`<p class="note">${plural(findingsLeftOut, 'distinct drift')} beyond the limit of findings: counted, not shrunk, and not listed.</p>`,
    findings.some(({ hidden }) => hidden !== undefined)
      ? html`<p class="note">Values are left out of these findings, or digests stand for them: it was asked for, by <code>--values</code> or by what a subject redacts.</p>`
      : null,
    filters(findings),
    html`<div id="cards">
${cards}</div>
`,
    rest.length === 0
      ? null
      : html`<p class="note" id="rest-note">${plural(rest.length, 'more finding')}: shown by this page's script, which did not run here, and in report.json beside this file.</p>`,
    unseen === 0
      ? null
      : html`<p class="note">${plural(unseen, 'more finding')} did not fit into this page: see report.json beside it.</p>`,
    island.markup,
  );
}

/** Hidden until the script, which makes it work, has run. */
function filters(findings: readonly Finding[]): Markup {
  const values = (of: (finding: Finding) => string) =>
    [...new Set(findings.map((finding) => visible(of(finding))))].sort();
  const choice = (name: string, options: readonly string[]) =>
    options.length < 2
      ? null
      : html`<label>${name} <select name="${name}"><option value="">all</option>${options.map((option) => html`<option value="${option}">${option}</option>`)}</select></label>\n`;
  return html`<form id="filters" hidden aria-label="Filter findings">
<label class="search">search <input type="search" name="text" autocomplete="off" spellcheck="false"></label>
${choice(
  'subject',
  values(({ suite, subject }) => `${suite}/${subject}`),
)}${choice(
  'modern',
  values(({ modern }) => modern),
)}${choice(
  'status',
  values(({ status }) => status),
)}${choice(
  'class',
  values((finding) => finding.class ?? finding.status),
)}<button type="button" id="open-all">open all</button>
<button type="button" id="close-all">close all</button>
<output id="shown" aria-live="polite"></output>
</form>`;
}

/** A finding; the script makes the same out of the island. */
function article(card: Card, picture: Markup | null, open: boolean): Markup {
  const { id, subject, modern, status, severity, kind, title, cases, fields } = card;
  return html`<details class="finding" id="f-${id}" data-subject="${subject}" data-modern="${modern}" data-status="${status}" data-class="${card.class}"${open ? html` open` : null}>
<summary><h3><span class="kind ${status}">${kind}</span> <span class="where">${subject}</span> <span class="title">${title}</span></h3> ${brief(fields)}<span class="dim">${card.class}${severity === 'cosmetic' ? ', cosmetic' : ''} · ${plural(cases, 'case')}</span></summary>
<dl>
${fields.map(fieldMarkup)}</dl>
${picture}
</details>
`;
}

/** The input, as far as it helps to tell findings apart; with blanks of its own, since the script writes it too. */
function brief(fields: readonly Field[]): Markup | null {
  const input = fields.find(([label]) => label === 'input')?.[1] ?? '';
  if (input === '') return null;
  return html`<code class="brief">${input.length > briefLength ? `${input.slice(0, briefLength)}…` : input}</code> `;
}

function fieldMarkup([label, text, from = 0, to = 0]: Field): Markup {
  const name = label.replaceAll(' ', '-');
  if (label === 'replay') return html`<dt>replay</dt><dd class="f-replay"><code>${text}</code></dd>\n`;
  const parts = from < to ? html`${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}` : text;
  return html`<dt>${label}</dt><dd class="f-${name}">${parts}</dd>\n`;
}
