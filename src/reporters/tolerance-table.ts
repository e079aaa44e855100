import type { Observed } from '../studies/observe-tolerance.ts';
import type { PlaceLooseness, Tightening } from '../studies/ratchet-tolerance.ts';
import type { BenchSuggestion, PlaceSuggestion } from '../studies/suggest-tolerance.ts';
import type { BenchTolerances, Tolerances } from '../suite/tolerances.ts';
import { columns } from './columns.ts';
import { ulpWords } from './place-words.ts';
import { count, plural, short } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { cut } from './visible.ts';

const pathLength = 60;

/** What was looked at, and where: the first line of both tables. */
export function observedLine({ suite, seeds, implementations, interrupted }: Observed): Line {
  const last = seeds.at(-1);
  const named = seeds.length > 1 ? `seeds ${seeds[0]} to ${last}` : `seed ${last}`;
  const platforms = implementations.map(({ name, language, languageVersion, packages, platform }) => {
    const numpy = packages.numpy === undefined ? '' : `, numpy ${packages.numpy}`;
    const machine = [platform.system ?? platform.os, platform.machine ?? platform.arch].filter(
      (word) => word !== undefined,
    );
    return `${name}: ${language} ${languageVersion}${numpy}${machine.length === 0 ? '' : ` on ${machine.join(' ')}`}`;
  });
  const stopped = interrupted ? '; interrupted: partial' : '';
  return [span(`${suite.name}`, 'strong'), span(` under ${named}${stopped} (${platforms.join('; ')})`)];
}

/** A block for each subject and modern: the places with what was seen and what is proposed, and the policy to paste. */
export function suggestionLines(suggestion: BenchSuggestion, factor: number, drifted: boolean): Line[] {
  const { subject, modern, cases, notCompared, numbers, places, policy } = suggestion;
  const { counted, leftOut } = cases;
  const kinds = drifted ? 'agreed and drifted' : 'agreed';
  const left =
    leftOut === 0 ? '' : `; ${plural(leftOut, 'case')} left out (waived, flaky${drifted ? '' : ' or drifted'})`;
  const lost = notCompared === 0 ? '' : `; ${plural(notCompared, 'case')} not compared`;
  const hint =
    leftOut > 0 && !drifted
      ? [[span('  drifted cases are not counted: --drifted counts them, when they are not bugs', 'dim')]]
      : [];
  return [
    [],
    [
      span(`${subject} · ${modern}`, 'strong'),
      span(`   ${plural(numbers, 'number')} of ${count(counted)} ${kinds} cases${left}${lost}`),
    ],
    ...hint,
    ...columns(
      ['place', 'numbers', 'rel 50%', '90%', '99%', 'largest', 'ulp 99%', 'largest', 'proposed'],
      places.map(suggestionCells),
      ['place', 'proposed'],
    ),
    ...places.flatMap(({ summary, note }): Line[] =>
      note === '' ? [] : [[span(`  ${cut(summary.path, pathLength)}: ${note}`, 'warn')]],
    ),
    [
      span(`  policies: { ${JSON.stringify(modern)}: ${policyText(policy)} },`),
      span(`   // ${factor} times what was seen`, 'dim'),
    ],
  ];
}

function suggestionCells({ summary, tolerances }: PlaceSuggestion): string[] {
  const { path, numbers, rel, ulp } = summary;
  const shares = [rel.p50, rel.p90, rel.p99, rel.max].map((size) => (size === null ? '-' : short(size)));
  const steps = [ulp.p99, ulp.max].map((size) => (size === null ? '-' : ulpWords(size)));
  return [
    cut(path, pathLength),
    count(numbers),
    ...shares,
    ...steps,
    tolerances === null ? 'none' : toleranceWords(tolerances),
  ];
}

function toleranceWords(tolerances: Tolerances): string {
  const words = Object.entries(tolerances).flatMap(([name, value]) => (value > 0 ? [`${name} ${value}`] : []));
  return words.join(', ') || 'exact';
}

/** As TypeScript: `{ rtol: 4e-12, paths: [{ path: "/params/*", rtol: 1e-9 }] }`. */
function policyText({ paths, ...tolerances }: BenchTolerances): string {
  const fields = Object.entries(tolerances).map(([name, value]) => `${name}: ${value}`);
  const rules = paths?.map(({ path, ...rest }) => {
    const inside = Object.entries(rest).map(([name, value]) => `, ${name}: ${value}`);
    return `{ path: ${JSON.stringify(path)}${inside.join('')} }`;
  });
  const all = [...fields, ...(rules === undefined ? [] : [`paths: [${rules.join(', ')}]`])];
  return all.length === 0 ? '{}' : `{ ${all.join(', ')} }`;
}

/** The places of one subject and modern with what they allow and what they needed. */
export function loosenessLines(subject: string, modern: string, places: readonly PlaceLooseness[]): Line[] {
  const rows = places.map(({ path, numbers, tolerance, times, verdict }) => [
    cut(path, pathLength),
    count(numbers),
    tolerance,
    times === null ? '-' : times === Number.POSITIVE_INFINITY ? 'nothing differed' : `${short(times)}x`,
    verdict,
  ]);
  const [head, ...body] = columns(['place', 'numbers', 'allows', 'of what was needed', 'verdict'], rows, [
    'place',
    'verdict',
  ]);
  const roles = {
    loose: 'bad',
    tight: 'good',
    exact: 'good',
    'too few numbers': 'warn',
    'judged together': 'plain',
  } as const;
  return [
    [],
    [span(`${subject} · ${modern}`, 'strong')],
    ...(head === undefined ? [] : [head]),
    ...body.map((line, i): Line => line.map(({ text }) => span(text, roles[places[i]!.verdict]))),
  ];
}

export function tighteningLine({ subject, modern, path, field, from, to }: Tightening): Line {
  return [
    span('tightened', 'good'),
    span(`  ${subject} · ${modern}${path === null ? '' : ` at ${path}`}: ${field} ${from} to ${to}`),
  ];
}
