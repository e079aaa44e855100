import type { Check } from '../gates/check.ts';
import type { GateReport } from '../gates/gate-report.ts';
import { inertJson } from './inert-json.ts';
import { markdownCode, markdownProse } from './markdown-escape.ts';
import { table } from './markdown-table.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut } from './visible.ts';

const textLength = 600;
const marks: Readonly<Record<Check['verdict'], { readonly role: Role; readonly box: string }>> = {
  pass: { role: 'good', box: '[x]' },
  fail: { role: 'bad', box: '[ ]' },
  inconclusive: { role: 'warn', box: '[?]' },
};

/** `gate.json`, or `cutover.json`: `golden/schema/gate-1.json` describes it. */
export function gateJson(report: GateReport): string {
  return inertJson(report);
}

/** The checklist for a terminal: a line a check, what to look at below it, the decision last. */
export function gateLines(report: GateReport): Line[] {
  const lines = report.checks.flatMap((one): Line[] => [
    [
      span(marks[one.verdict].box, marks[one.verdict].role),
      span(` ${one.name.padEnd(12)}`, 'strong'),
      span(` ${cut(one.observed, textLength)}${one.decides ? '' : ' (told, decides nothing)'}`),
    ],
    ...(one.verdict === 'pass' ? [] : one.evidence).map((text): Line => [span(`      - ${cut(text, textLength)}`)]),
  ]);
  const { role } = marks[report.decision];
  const seed = report.seed === null ? '' : ` (seed ${report.seed})`;
  const dive = report.deepDive === null ? '' : `; deep dive: ${report.deepDive}`;
  const head = span(`Gate ${report.gate}: ${report.cutover ? report.word : report.decision}`, role);
  return [...lines, [head, span(` ${cut(report.reasons[0]!, textLength)}${seed}${dive}`, 'strong')]];
}

/** The checklist to read and to sign: `cutover.md`, `gate.md`. */
export function gateMarkdown(report: GateReport): string {
  const { gate, word, decision, cutover, reasons, git, runs, seed } = report;
  const rows = report.checks.map((one) => [
    `\`${marks[one.verdict].box}\` ${one.name}`,
    one.asks,
    `${cutover ? wordOf(one.verdict) : one.verdict}${one.decides ? '' : ' (told)'}`,
    markdownProse(one.observed),
    markdownProse(one.allowed),
    String(one.n),
  ]);
  const commit =
    git === null ? 'none' : `${markdownCode(git.commit)}${git.dirty ? ', with changes not committed' : ''}`;
  const facts = [
    `- commit: ${commit}`,
    `- runs: ${runs.length === 0 ? 'none' : runs.map(markdownCode).join(', ')}`,
    `- seed: ${seed ?? 'none'}`,
    `- baseline: ${report.baseline === null ? 'none' : markdownCode(report.baseline)}`,
    `- decided: ${report.finishedAt} by vernier ${report.vernier}`,
  ];
  const evidence = report.checks
    .filter((one) => one.evidence.length > 0)
    .map((one) => `### ${one.name}\n\n${one.evidence.map((text) => `- ${markdownProse(text)}`).join('\n')}`);
  return `${[
    `# ${cutover ? 'Cutover' : `Gate ${markdownCode(gate)}`}: ${cutover ? word : decision}`,
    reasons.map((reason) => `- ${markdownProse(reason)}`).join('\n'),
    table(['check', 'asks', 'verdict', 'observed', 'allowed', 'n'], rows, ['n']),
    facts.join('\n'),
    ...(evidence.length > 0 ? ['## Evidence', ...evidence] : []),
  ].join('\n\n')}\n`;
}

function wordOf(verdict: Check['verdict']): string {
  return verdict === 'pass' ? 'go' : verdict === 'fail' ? 'no-go' : 'inconclusive';
}
