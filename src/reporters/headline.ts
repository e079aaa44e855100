import type { Finding } from '../runner/report.ts';
import type { Outcome, RaisedError } from '../value/outcome.ts';
import { duration } from './quantity.ts';
import { cut, lastLines } from './visible.ts';

const messageLength = 200;

/** The side a finding speaks of, as its sentence names it. */
function who(finding: Finding): string {
  return finding.side === 'legacy' ? 'legacy' : `modern "${finding.modern}"`;
}

function raisedWords(error: RaisedError): string {
  return error.message === '' ? `raised ${error.class}` : `raised ${error.class}: ${cut(error.message, messageLength)}`;
}

/** What a side did, without a value: `raised ValueError: …`, `died of SIGSEGV`, `gave no answer in 10 s`. */
export function deed(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'returned':
      return 'returned';
    case 'raised':
      return raisedWords(outcome.error);
    case 'timed-out':
      return `gave no answer in ${duration(outcome.deadlineMs * 1e6)}`;
    case 'protocol-error':
      return `answered outside the protocol: ${cut(outcome.message, messageLength)}`;
    case 'crashed': {
      const { signal, exitCode, detail } = outcome;
      const left = exitCode === null ? 'did not start' : `exited with code ${exitCode}`;
      const end = `${signal === null ? left : `died of ${signal}`}${outcome.outOfMemory ? ', likely out of memory' : ''}`;
      return detail === undefined ? end : `${end} (${cut(detail, messageLength)})`;
    }
  }
}

/** The last lines a dead side wrote to stderr. */
export function stderrLines(outcome: Outcome | null, lines: number): string[] {
  return outcome?.kind === 'crashed' || outcome?.kind === 'protocol-error' ? lastLines(outcome.stderr, lines) : [];
}

function driftWords(finding: Finding): string {
  const modern = `modern "${finding.modern}"`;
  const path = cut(finding.path, messageLength);
  const at = path === '' ? '' : ` at ${path}`;
  if (finding.modern === 'legacy' && finding.class !== 'legacy-moved')
    return `legacy does not give what is certified${at}`;
  switch (finding.class) {
    case 'returned-vs-raised':
      return finding.modernOutcome?.kind === 'raised'
        ? `${modern} raised where legacy returned`
        : `${modern} returned where legacy raised`;
    case 'error-class':
      return `${modern} raised another error than legacy`;
    case 'missing':
      return `${modern} lacks ${path}, which legacy has`;
    case 'extra':
      return `${modern} has ${path}, which legacy lacks`;
    case 'not-converged':
    case 'stopped-early':
    case 'different-minimum':
      return cut(finding.summary, messageLength);
    case 'mutation':
      return `${modern} left its arguments otherwise than legacy${at}`;
    case 'legacy-moved':
      return `legacy no longer gives its golden outcome${at}: environment changed or golden stale`;
    case 'type':
    case 'dtype':
    case 'shape':
    case 'order':
      return `${modern} differs from legacy in ${finding.class}${at}`;
    default:
      return `${modern} differs from legacy${at}`;
  }
}

/** What kind of finding it is, in one word or two. */
export function kindOf(finding: Finding): string {
  switch (finding.status) {
    case 'crashed':
      return 'Crash';
    case 'timed-out':
      return 'Timeout';
    case 'protocol-error':
      return 'Protocol error';
    case 'flaky':
      return 'Flaky';
    case 'violated':
      return 'Violation';
    default:
      return finding.class === 'legacy-moved' ? 'Legacy moved' : 'Drift';
  }
}

/** One sentence that says what differs, and where. */
export function headline(finding: Finding): string {
  const outcome = finding.side === 'legacy' ? finding.legacyOutcome : finding.modernOutcome;
  switch (finding.status) {
    case 'crashed':
    case 'timed-out':
    case 'protocol-error':
      return `${who(finding)} ${outcome === null ? `ended as ${finding.status}` : deed(outcome)}`;
    case 'flaky':
    case 'violated':
      return cut(finding.summary, messageLength);
    default:
      return driftWords(finding);
  }
}
