import { renderPath } from '../compare/path.ts';
import type { CheckedGolden, GoldenCheck, MovedVector } from '../studies/check-golden.ts';
import { renderValue } from '../value/render.ts';
import { type Json, jsonText, numberText } from './json-text.ts';
import { plural, short } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { visible } from './visible.ts';

const shown = 20;

/** What was found in the golden files of a suite. */
export function goldenCheckLines({ suite, files, bare, notAsked }: GoldenCheck): Line[] {
  return [
    ...files.flatMap(fileLines),
    ...bare.map((subject): Line => [span(`${suite}/${subject}: no golden vectors`, 'dim')]),
    ...(notAsked === null ? [] : [[span(`Legacy was not asked again: ${notAsked}`, 'warn')]]),
  ];
}

function fileLines({ file, vectors, broken, problems, outdated, pending, recomputed, moved }: CheckedGolden): Line[] {
  if (broken !== null) return [[span(`${file}: cannot be read`, 'bad')], [span(`  ${broken}`)]];
  const asked = recomputed === 0 ? '' : `, ${recomputed - moved.length} of ${recomputed} as legacy answers now`;
  const faults = problems.length + outdated.length + moved.length + (pending ? 1 : 0);
  const lines: Line[] = [
    ...problems.map(({ place, message }): Line => [span(`  ${place}: ${message}`)]),
    ...outdated.map((sentence): Line => [span(`  ${sentence}`)]),
    ...(pending ? [[span('  a recording waits for a review: vernier golden review')]] : []),
    ...moved.map((one): Line => [span(`  legacy moved at ${one.id}: ${movedWords(one)}`)]),
  ];
  const hidden = lines.length - shown;
  return [
    [span(`${file}: ${plural(vectors, 'vector')}${asked}`, faults > 0 ? 'bad' : 'good')],
    ...lines.slice(0, shown),
    ...(hidden > 0 ? [[span(`  and ${hidden} more: --json shows all`, 'dim')]] : []),
  ];
}

function movedWords({ worst, fault }: MovedVector): string {
  if (fault !== null) return `it ${fault === 'protocol-error' ? 'broke the protocol' : fault.replace('-', ' ')}`;
  if (worst === null) return 'incomparable';
  const { path, legacy, modern, rel, ulp } = worst;
  const value = (side: typeof legacy) =>
    side === undefined ? 'nothing' : visible(renderValue(side, { maxLength: 60 }));
  const sizes = [rel === null ? '' : `rel ${short(rel)}`, ulp === null ? '' : `${ulp} ulp`].filter(
    (words) => words !== '',
  );
  const far = sizes.length === 0 ? '' : ` (${sizes.join(', ')})`;
  return `${renderPath(path)} was ${value(legacy)}, is ${value(modern)}${far}`;
}

/** The same for programs: a suite with whether all of it is as it should be. */
export function goldenCheckJson(checks: readonly { readonly check: GoldenCheck; readonly sound: boolean }[]): string {
  return `${jsonText({
    sound: checks.every(({ sound }) => sound),
    suites: checks.map(({ check: { suite, files, bare, notAsked }, sound }) => {
      return { ...{ suite, sound, bare, notAsked }, files: files.map(fileJson) };
    }),
  })}\n`;
}

function fileJson(checked: CheckedGolden): Json {
  const { subject, file, vectors, broken, problems, outdated, pending, recomputed, moved } = checked;
  return {
    ...{ subject, file, vectors, broken, outdated, pending, recomputed },
    problems: problems.map(({ place, rule, message }) => ({ place, rule, message })),
    moved: moved.map(({ id, worst, fault }) => ({
      id,
      fault,
      path: worst === null ? null : renderPath(worst.path),
      abs: numberText(worst?.abs ?? null),
      rel: numberText(worst?.rel ?? null),
      ulp: worst === null || worst.ulp === null ? null : String(worst.ulp),
    })),
  };
}
