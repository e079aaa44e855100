import type { Finding, RunReport } from '../runner/report.ts';
import { expiringWords } from './counts.ts';
import { creepNotes, creepPlace } from './creep-lines.ts';
import { findingLines } from './drift-block.ts';
import { escapeCommandData, escapeCommandProperty } from './escape.ts';
import { headline, kindOf } from './headline.ts';
import { markdownSections } from './markdown.ts';
import { plural } from './quantity.ts';
import { lineText } from './styled.ts';
import { cut, visible } from './visible.ts';

/** GitHub shows at most ten annotations of a kind for a step. */
const annotationsShown = 10;
/** GitHub refuses a step summary of more than 1 MiB as a whole; this leaves room for what other steps add. */
const summaryBytes = 1_000_000;

/** GitHub cuts annotations at 64 KB and titles at 255 characters, without a word. */
const messageLength = 8000;
const titleLength = 220;

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file: string | null;
}

/** The project-relative source file that an address names: `module:suites/a/modern.ts#fn`; null for modules and commands. */
function fileOf(address: string): string | null {
  const match = /^(?:python|module):(.+?\.(?:py|m?[jt]s|c[jt]s))(?:[:#][\w.]+)?$/.exec(address);
  return match === null ? null : match[1]!.replace(/^\.\//, '');
}

/** A workflow command on a line of its own. The line is 1: an address names a file, not a place in it. */
function command({ level, title, message, file }: Annotation): string {
  const place = file === null ? '' : `file=${escapeCommandProperty(file)},line=1,`;
  return `::${level} ${place}title=${escapeCommandProperty(cut(title, titleLength))}::${escapeCommandData(cut(message, messageLength))}`;
}

function ofFinding(finding: Finding): Annotation {
  const address = finding.side === 'legacy' ? finding.legacyAddress : finding.modernAddress;
  const title = `${kindOf(finding)}: ${finding.suite}/${finding.subject}, ${headline(finding)}`;
  const message = findingLines(finding)
    .slice(1)
    .map((line) => visible(lineText(line)))
    .join('\n');
  return { level: finding.severity === 'cosmetic' ? 'warning' : 'error', title, message, file: fileOf(address) };
}

function annotations(report: RunReport): Annotation[] {
  const errors = report.findings.map(ofFinding);
  if (report.decision !== 'pass' && errors.length === 0) {
    const message = report.reasons.join('\n');
    errors.push({ level: 'error', title: `Vernier: ${report.decision}`, message, file: null });
  }
  const waivers = report.waivers.filter((one) => one.state !== 'active' || expiringWords(one) !== '');
  const ofWaivers = waivers.map((one): Annotation => {
    const { suite, waiver, state } = one;
    return {
      level: state === 'stale' || state === 'active' ? 'warning' : 'error',
      title: `Waiver ${waiver.id} ${state === 'active' ? expiringWords(one) : `is ${state}`}`,
      message: `${suite}/${waiver.subject} · ${waiver.modern}: ${waiver.reason} (owner ${waiver.owner}, expires ${waiver.expires})`,
      file: `suites/${suite}/waivers.json`,
    };
  });
  const ofCreep = (report.creep?.creeps ?? []).map((creep): Annotation => {
    const message = [creep.summary, ...creepNotes(creep)].join('\n');
    return { level: 'warning', title: `Creep: ${creepPlace(creep)}, ${creep.kind}`, message, file: null };
  });
  // Red waivers before findings: there are few of them and they decide a run too.
  const red = ofWaivers.filter(({ level }) => level === 'error');
  return [...red, ...errors, ...ofCreep, ...ofWaivers.filter(({ level }) => level !== 'error')];
}

/** Workflow commands that put findings beside the code: at most ten, then one notice that counts the rest. Print each on its own line. */
export function githubAnnotations(report: RunReport): string[] {
  const all = annotations(report);
  const lines = all.slice(0, annotationsShown).map(command);
  const more = all.length - lines.length + report.findingsLeftOut;
  if (more === 0) return lines;
  const message = `${plural(more, 'more finding')} of this run: see report.md`;
  return [...lines, command({ level: 'notice', title: 'Vernier', message, file: null })];
}

/** Markdown to append to the file `GITHUB_STEP_SUMMARY` names: `report.md`, its last sections left out if it is too long. */
export function githubSummary(report: RunReport): string {
  const kept: string[] = [];
  const sections = markdownSections(report);
  let bytes = 0;
  for (const section of sections) {
    bytes += Buffer.byteLength(section) + 2;
    if (bytes > summaryBytes) break;
    kept.push(section);
  }
  const left = sections.length - kept.length;
  if (left > 0) kept.push(`${plural(left, 'section')} left out here: see report.md.`);
  return `${kept.join('\n\n')}\n`;
}
