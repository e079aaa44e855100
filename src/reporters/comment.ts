import type { GateReport } from '../gates/gate-report.ts';
import type { Finding, RunReport } from '../runner/report.ts';
import { headline, kindOf } from './headline.ts';
import { markdownCode, markdownProse } from './markdown-escape.ts';
import { plural } from './quantity.ts';

/** GitHub refuses comments of more than 65,536 characters; people read far less. */
const mostCharacters = 20_000;
const reasonsShown = 10;
const findingsShown = 10;

/** By this line a script finds the comment it wrote before, to write over it. */
export const commentMark = '<!-- vernier -->';

/** A short comment about a run for a pull request: the decision, why, and the first findings. Text of the run is inert in it. */
export function runComment(report: RunReport): string {
  return comment(`Vernier: ${report.decision}`, report.reasons, [report]);
}

/** The same about what a gate decided. */
export function gateComment(gate: GateReport, runs: readonly RunReport[]): string {
  const word = gate.cutover ? gate.word : gate.decision;
  return comment(`Vernier gate ${markdownCode(gate.gate)}: ${word}`, gate.reasons, runs);
}

function comment(title: string, reasons: readonly string[], runs: readonly RunReport[]): string {
  const findings = runs.flatMap((run) => run.findings);
  const leftOut =
    runs.reduce((sum, run) => sum + run.findingsLeftOut, 0) + Math.max(0, findings.length - findingsShown);
  const blocks = [
    `### ${title}`,
    reasons
      .slice(0, reasonsShown)
      .map((reason) => `- ${markdownProse(reason)}`)
      .join('\n'),
    reasons.length > reasonsShown ? `${plural(reasons.length - reasonsShown, 'more reason')} in the report.` : '',
    findings.slice(0, findingsShown).map(findingLine).join('\n'),
    leftOut > 0 ? `${plural(leftOut, 'more finding')} in the report.` : '',
    runs.map(aboutRun).join('\n'),
  ];
  return `${within([commentMark, ...blocks.filter((block) => block !== '')])}\n`;
}

function findingLine(finding: Finding): string {
  const where = markdownCode(`${finding.suite}/${finding.subject}`);
  const replay = finding.evidence === '' ? '' : `; replay: ${markdownCode(`vernier replay ${finding.evidence}`)}`;
  return `- **${kindOf(finding)}** ${where}: ${markdownProse(headline(finding))} (${plural(finding.cases, 'case')}${replay})`;
}

function aboutRun({ runId, options, git }: RunReport): string {
  const commit = git === null ? '' : `, commit ${markdownCode(git.commit.slice(0, 12))}`;
  return `Run ${markdownCode(runId)}, seed ${options.seed}${commit}.`;
}

/** Whole blocks only, so that no mark of Markdown stays open. */
function within(blocks: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const block of blocks) {
    length += block.length + 2;
    if (length > mostCharacters) return [...kept, 'The rest is in the report.'].join('\n\n');
    kept.push(block);
  }
  return kept.join('\n\n');
}
