import type { Decision, SubjectModernReport } from '../../runner/report.ts';
import { greenStatuses } from '../../runner/result.ts';
import type { BenchTest } from './bench-selftest.ts';
import type { BenchSelftest, PathSelftest } from './selftest-report.ts';

/**
 * Puts together what a self-test found of one subject and modern, and decides: a control that is not green, or nothing
 * applied, is inconclusive; a kill rate below the least one, a harmless mutant that died, or a lie that passed fails.
 */
export function decideBench(
  { modern, ledger, detector }: BenchTest,
  control: SubjectModernReport,
  pipeline: BenchSelftest['pipeline'],
  minKill: number | null,
  subject: string,
): BenchSelftest {
  // What is shown in cases that do not count as compared shows nothing; where they are too many, only the others do.
  const killed = control.floors.met ? ledger.killed : ledger.killedInCounted;
  const killRate = ledger.mutants === 0 ? 0 : killed / ledger.mutants;
  const green = greenStatuses.reduce((sum, status) => sum + control.vectors[status] + control.generated[status], 0);
  const { cases, counted } = control.statistics;
  const found = {
    subject,
    modern,
    control: {
      decision: control.decision,
      cases,
      green,
      counted,
      floorsMet: control.floors.met,
      reasons: control.reasons,
    },
    mutants: ledger.mutants,
    killed,
    killRate,
    noticed: ledger.killed + ledger.hiddenCount,
    beyondPolicy: { ...ledger.beyond },
    harmless: { ...ledger.harmless },
    leftOut: { ...ledger.leftOut },
    paths: pathsOf({ ledger, detector }),
    survivors: ledger.survivors,
    falseAlarms: ledger.falseAlarms,
    hidden: ledger.hidden,
    pipeline,
  };
  return { ...found, ...decided(found, minKill) };
}

function pathsOf({ ledger, detector }: Pick<BenchTest, 'ledger' | 'detector'>): PathSelftest[] {
  return [...ledger.byPath].map(([path, faults]) => {
    const sum = (set: string, field: 'mutants' | 'right') =>
      faults.filter((one) => one.set === set).reduce((total, one) => total + one[field], 0);
    return {
      path,
      mutants: sum('must-die', 'mutants'),
      killed: sum('must-die', 'right'),
      harmless: { mutants: sum('must-live', 'mutants'), lived: sum('must-live', 'right') },
      detects: { golden: detector.at(path, true), legacy: detector.at(path, false) },
      faults,
    };
  });
}

type Found = Omit<BenchSelftest, 'decision' | 'reasons'>;

function decided(found: Found, minKill: number | null): { decision: Decision; reasons: string[] } {
  const { control, mutants, killed, killRate, harmless, pipeline } = found;
  const red: string[] = [];
  if (minKill !== null && mutants > 0 && killRate < minKill) {
    red.push(
      `${killed} of ${mutants} mutants were killed: ${percent(killRate)}, at least ${percent(minKill)} is wanted`,
    );
  }
  const died = harmless.mutants - harmless.lived;
  if (died > 0) red.push(`${died} of ${harmless.mutants} harmless mutants died`);
  for (const { fault, cases, killed: isKilled } of pipeline) {
    if (!isKilled) red.push(`a process that lies (${fault}) turned none of ${cases} cases red`);
  }
  const open: string[] = [];
  if (control.decision !== 'pass') open.push(`the control without a fault is not green: ${control.reasons.join('; ')}`);
  if (mutants === 0) open.push('no fault could be put into any answer');
  // Mutants of a suite that is red in itself say little, but a gate that was asked for holds.
  if (red.length > 0) return { decision: 'fail', reasons: [...red, ...open] };
  if (open.length > 0) return { decision: 'inconclusive', reasons: open };
  return { decision: 'pass', reasons: [] };
}

const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
