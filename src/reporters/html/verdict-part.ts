import type { Decision, RunReport } from '../../runner/report.ts';
import { allCases, total } from '../counts.ts';
import { parityWords } from '../opinion-words.ts';
import { count, duration, plural } from '../quantity.ts';
import { html, type Markup } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';

const marks: Readonly<Record<Decision, string>> = { pass: '✓', fail: '✗', inconclusive: '?' };

/** The verdict in one sentence, why, and how much stands behind it. */
export function verdictPart(report: RunReport, rows: readonly SubjectRow[]): Markup {
  const { decision, reasons, interrupted, cut, startedAt, finishedAt, runId, git, exitCode } = report;
  const [headline = '', ...more] = reasons;
  const parity = report.suites.flatMap(({ name, implementations }) =>
    implementations.flatMap((it) => (it.parity === undefined ? [] : [`${name} · ${it.name}: ${parityWords(it)}`])),
  );
  const partial = [
    interrupted ? 'The run was interrupted: this report is partial.' : '',
    cut ? 'A time budget cut the run: the same seed need not give the same report.' : '',
  ].filter((words) => words !== '');
  const ms = Date.parse(finishedAt) - Date.parse(startedAt);
  const commit =
    git === null
      ? ''
      : `${git.commit.slice(0, 12)}${git.branch === null ? '' : ` on ${git.branch}`}${git.dirty ? ', with changes' : ''}`;
  return html`<header class="verdict ${decision}">
<p class="over">Vernier · parity of ${names(report)}</p>
<h1><span class="mark" aria-hidden="true">${marks[decision]}</span> <span class="word">${decision}</span> <span class="why">${headline}</span></h1>
${more.length + parity.length + partial.length === 0 ? null : html`<ul class="reasons">${[...more, ...parity, ...partial].map((reason) => html`<li>${reason}</li>\n`)}</ul>`}
<p class="dim">${startedAt.slice(0, 16).replace('T', ' ')} UTC${Number.isFinite(ms) ? `, ${duration(ms * 1e6)}` : ''} · run <code>${runId}</code>${commit === '' ? null : html` · commit <code>${commit}</code>`} · exit code ${exitCode}</p>
${tiles(report, rows)}
</header>
`;
}

function names(report: RunReport): string {
  const suites = report.suites.map(({ name }) => name);
  return suites.length <= 4 ? suites.join(', ') || 'no suite' : plural(suites.length, 'suite');
}

function tiles(report: RunReport, rows: readonly SubjectRow[]): Markup {
  const sum = (of: (row: SubjectRow['row']) => number) => rows.reduce((all, { row }) => all + of(row), 0);
  const of = (...statuses: readonly (keyof ReturnType<typeof allCases>)[]) =>
    sum((row) => statuses.reduce((all, status) => all + allCases(row)[status], 0));
  const all: readonly (readonly [string, number])[] = [
    ['cases run', sum((row) => total(allCases(row)))],
    ['compared', sum(({ statistics }) => statistics.counted)],
    ['numbers laid side by side', sum(({ statistics }) => statistics.numbers)],
    ['distinct findings', report.findings.length + report.findingsLeftOut],
    ['waived', of('waived')],
    ['excused', of('excused')],
    ['errors', of('crashed', 'timed-out', 'protocol-error', 'flaky')],
    ['not run', of('not-run')],
  ];
  const shown = all.filter(([, n], index) => n > 0 || index < 4);
  return html`<dl class="tiles">${shown.map(([label, n]) => html`<div><dt>${label}</dt><dd>${count(n)}</dd></div>\n`)}</dl>`;
}
