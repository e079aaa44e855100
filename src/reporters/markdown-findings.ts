import type { WouldPass } from '../compare/difference.ts';
import type { Finding, RunReport } from '../runner/report.ts';
import { findingLines } from './drift-block.ts';
import { headline, kindOf } from './headline.ts';
import { markdownBlock, markdownCode, markdownProse } from './markdown-escape.ts';
import { wouldPassWays } from './place-words.ts';
import { count, plural } from './quantity.ts';
import { lineText } from './styled.ts';

const findingsShown = 20;
const labelsShown = 12;

function wouldPassWords(pass: WouldPass): string {
  const ways = wouldPassWays(pass);
  return ways === '' ? '' : `Would pass with ${ways}.`;
}

function labelWords(labels: readonly string[]): string {
  if (labels.length === 0) return '';
  const more = labels.length - labelsShown;
  return `Labels: ${labels.slice(0, labelsShown).map(markdownCode).join(', ')}${more > 0 ? `, ${more} more` : ''}.`;
}

/** The kinds of drift that mechanisms are about. */
const testedClasses: readonly Finding['class'][] = ['value', 'special-value', 'type', 'dtype', 'shape', 'order'];

/** What it would mean; a drift of values that passes no test says so. */
function mechanismWords({ mechanism, status, class: driftClass }: Finding): string {
  if (mechanism === null) return status === 'drifted' && testedClasses.includes(driftClass) ? 'Mechanism unknown.' : '';
  return `Looks like ${markdownProse(mechanism.name.replaceAll('-', ' '))}: ${markdownProse(mechanism.meaning)}`;
}

function findingPart(finding: Finding): string {
  const where = markdownCode(`${finding.suite}/${finding.subject}`);
  const title = `${kindOf(finding)}: ${where} · ${markdownProse(headline(finding))}`;
  const facts = [
    markdownProse(finding.summary).replace(/[^.!?]$/, '$&.'),
    `Seen in ${plural(finding.cases, 'case')}; severity ${finding.severity}.`,
    finding.wouldPass === null ? '' : wouldPassWords(finding.wouldPass),
    mechanismWords(finding),
    labelWords(finding.labels),
  ].filter((fact) => fact !== '');
  const notes = finding.notes.map(
    (note) =>
      `- ${markdownProse(note.bugType)}: ${markdownProse(note.description)} Effect: ${markdownProse(note.effect)}`,
  );
  const block = markdownBlock(findingLines(finding).map(lineText));
  return [`### ${title}`, block, facts.join(' '), notes.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** The findings in full, the first twenty of them, and how many there are besides. */
export function findingsSection(report: RunReport): string {
  if (report.findings.length === 0 && report.findingsLeftOut === 0) return '';
  const shown = report.findings.slice(0, findingsShown).map(findingPart);
  const more = report.findings.length - shown.length;
  const tail = [
    more > 0 ? `${plural(more, 'more finding')}: see report.json.` : '',
    report.findingsLeftOut > 0
      ? `${plural(report.findingsLeftOut, 'distinct drift')} beyond the limit of findings: counted, not shrunk.`
      : '',
  ].filter((line) => line !== '');
  return [`## Findings (${count(report.findings.length + report.findingsLeftOut)})`, ...shown, ...tail].join('\n\n');
}
