import type {
  BenchSelftest,
  Detection,
  FaultCount,
  PathSelftest,
  SelftestReport,
  Survivor,
} from '../studies/selftest/selftest-report.ts';
import { renderValue } from '../value/render.ts';
import { columns } from './columns.ts';
import { count, percent, plural, short } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { cut, visible } from './visible.ts';

const pathLength = 40;
const shownSurvivors = 12;
const shownFaults = 8;

/** A self-test for people: for each subject and modern what was killed, where, what lived and why. */
export function selftestLines(report: SelftestReport): Line[] {
  return [
    ...report.suites.flatMap(({ name, benches }) => benches.flatMap((bench) => benchLines(name, bench))),
    [],
    ...report.reasons.map((reason, index): Line => {
      if (index > 0) return [span(`  ${visible(reason)}`)];
      return [span(report.decision, roles[report.decision]), span(`  ${visible(reason)}`)];
    }),
  ];
}

const roles = { pass: 'good', fail: 'bad', inconclusive: 'warn' } as const;

function benchLines(suite: string, bench: BenchSelftest): Line[] {
  const { subject, modern, mutants, killed, killRate, control, harmless, leftOut, noticed } = bench;
  const hidden = noticed - killed;
  return [
    [],
    [
      span(`${visible(suite)}/${visible(subject)} · ${visible(modern)}`, 'strong'),
      span('   control '),
      controlSpan(bench),
    ],
    [
      span('  killed    ', 'dim'),
      span(`${count(killed)} of ${plural(mutants, 'mutant')}, ${percent(killRate)}`, roles[bench.decision]),
      span(hidden > 0 ? `; ${count(hidden)} more were noticed, and let pass only by a waiver or an excuse` : ''),
    ],
    [
      span('  harmless  ', 'dim'),
      span(
        `${count(harmless.lived)} of ${count(harmless.mutants)} lived`,
        harmless.lived < harmless.mutants ? 'bad' : 'good',
      ),
    ],
    [
      span('  left out  ', 'dim'),
      span(`${count(leftOut.withinPolicy)} within the policy, ${count(leftOut.unproven)} not certainly beyond it`),
    ],
    [
      span('  processes ', 'dim'),
      ...(bench.pipeline.length === 0 ? [span('no case to lie about')] : []),
      ...bench.pipeline.map(({ fault, red, cases, killed: isKilled }, index) =>
        span(`${index === 0 ? '' : ', '}${fault} ${red} of ${plural(cases, 'case')} red`, isKilled ? 'good' : 'bad'),
      ),
    ],
    ...(control.floorsMet ? [] : [floorsLine]),
    ...columns(
      ['place', 'mutants', 'killed', 'harmless', 'lived', 'least drift noticed: golden', 'legacy'],
      bench.paths.map(pathCells),
      ['place', 'least drift noticed: golden', 'legacy'],
    ),
    ...bench.paths.flatMap(missedLines),
    ...toldLines('lived', 'bad', bench.survivors),
    ...toldLines('died, though harmless', 'bad', bench.falseAlarms),
    ...toldLines('hidden', 'warn', bench.hidden),
  ];
}

const floorsLine: Line = [
  span('  Floors are not met: kills in cases that do not count as compared prove nothing and are not counted', 'warn'),
];

function controlSpan({ control }: BenchSelftest) {
  const words = `${control.decision}: ${count(control.green)} of ${plural(control.cases, 'case')} green`;
  return span(words, roles[control.decision]);
}

function pathCells({ path, mutants, killed, harmless, detects }: PathSelftest): string[] {
  return [
    cut(path, pathLength),
    count(mutants),
    mutants === 0 ? '-' : percent(killed / mutants),
    count(harmless.mutants),
    harmless.mutants === 0 ? '-' : percent(harmless.lived / harmless.mutants),
    leastWords(detects.golden),
    leastWords(detects.legacy),
  ];
}

/** `7.4e-15 (65 ulp)`, from the most sensitive number to the least where they differ. */
function leastWords(detection: Detection | null): string {
  if (detection === null) return '-';
  const { smallest, largest } = detection;
  const ulp = smallest.ulp === null ? 'a whole number' : `${short(Number(smallest.ulp))} ulp`;
  const [least, most] = [short(smallest.rel), short(largest.rel)];
  return least === most ? `${least} (${ulp})` : `${least} (${ulp}) to ${most}`;
}

/** The kinds of fault that were not all caught at a place. */
function missedLines({ path, faults }: PathSelftest): Line[] {
  const missed = faults.filter(({ mutants, right }) => right < mutants).sort((a, b) => rateOf(a) - rateOf(b));
  if (missed.length === 0) return [];
  const words = missed.slice(0, shownFaults).map(({ fault, mutants, right }) => `${fault} ${right}/${mutants}`);
  const more = missed.length > shownFaults ? ` and ${missed.length - shownFaults} more` : '';
  return [[span(`  not all at ${cut(path, pathLength)}: `, 'dim'), span(`${words.join(', ')}${more}`)]];
}

const rateOf = ({ mutants, right }: FaultCount) => right / mutants;

function toldLines(word: string, role: 'bad' | 'warn', survivors: readonly Survivor[]): Line[] {
  const shown = survivors.slice(0, shownSurvivors).map(({ fault, path, count: n, by, line, example }): Line => {
    const { before, after } = example;
    const values = before === null && after === null ? '' : `, ${shownValue(before)} -> ${shownValue(after)}`;
    const why = by === 'comparator' ? `the comparator, against ${line}` : by === 'policy' ? line : `${by} ${line}`;
    return [
      span(`  ${word} `, role),
      span(`${fault} at ${cut(path, pathLength)} (${n}): `),
      span(cut(visible(why), 120), 'strong'),
      span(`   ${visible(example.case)}${values}`, 'dim'),
    ];
  });
  const rest = survivors.slice(shownSurvivors).reduce((sum, { count: n }) => sum + n, 0);
  return rest === 0 ? shown : [...shown, [span(`  ${word} ${count(rest)} more, in selftest.json`, 'dim')]];
}

const shownValue = (value: Survivor['example']['before']) => visible(renderValue(value, { maxLength: 40 }));
