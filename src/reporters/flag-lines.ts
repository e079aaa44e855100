import type { FlagCheck } from '../studies/flags/check-flags.ts';
import type { CodePlace } from '../studies/flags/trace.ts';
import { plural } from './quantity.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut } from './visible.ts';

const shownPlaces = 5;
const looks: Readonly<Record<FlagCheck['verdict'], Role>> = { switches: 'good', nothing: 'bad', inconclusive: 'warn' };

/**
 * A flag: its verdict, what ran with one value only, and what became of the answers.
 *
 * @param shown How paths are shown.
 */
export function flagLines(check: FlagCheck, shown: (path: string) => string): Line[] {
  const { suite, flag, side, what, on, off, verdict, reason, cases, onlyOn, onlyOff, answersDiffer, beyondPolicy } =
    check;
  const loads = [
    ...loadLine(`loaded only with ${flag}=${on}`, check.loadedOn, shown),
    ...loadLine(`loaded only with ${flag}=${off}`, check.loadedOff, shown),
  ];
  const says = {
    switches: 'switches: other code runs',
    nothing: 'changes nothing: the same code ran with either value',
    inconclusive: 'inconclusive',
  }[verdict];
  return [
    [
      span(`${suite} · ${side} · ${flag}`, 'strong'),
      span(what === null ? '' : ` (${cut(what, 100)})`, 'dim'),
      span('   '),
      span(says, looks[verdict]),
      span(`   ${plural(cases, 'case')} with each value`),
    ],
    ...(reason === null ? [] : [[span(`  ${cut(reason, 400)}`, 'warn')]]),
    ...places(`ran only with ${flag}=${on}`, onlyOn, shown),
    ...places(`ran only with ${flag}=${off}`, onlyOff, shown),
    ...loads,
    ...(cases === 0 ? [] : [[span(`  answers that differ: ${answersDiffer}, beyond policy ${beyondPolicy}`)]]),
    ...(verdict !== 'nothing'
      ? []
      : [[span('  try       look for its name in the code: who reads it, when, and is what was read ever used?')]]),
  ];
}

function places(title: string, all: readonly CodePlace[], shown: (path: string) => string): Line[] {
  if (all.length === 0) return [];
  const more = all.length - shownPlaces;
  return [
    [span(`  ${title}:`)],
    ...all.slice(0, shownPlaces).map((place): Line => [span(`    ${placeText(place, shown)}`)]),
    ...(more > 0 ? [[span(`    and ${plural(more, 'place')} more`, 'dim')]] : []),
  ];
}

function placeText({ kind, file, name, line }: CodePlace, shown: (path: string) => string): string {
  if (kind === 'native') return cut(`${file}.${name} (compiled)`, 160);
  const where = `${shown(file)}:${line}`;
  return cut(kind === 'function' ? `${where}  ${name}` : `${where}  a ${kind} of ${name}`, 160);
}

function loadLine(title: string, names: readonly string[], shown: (path: string) => string): Line[] {
  if (names.length === 0) return [];
  const more = names.length > shownPlaces ? `, and ${names.length - shownPlaces} more` : '';
  const list = names.slice(0, shownPlaces).map((name) => (name.startsWith('/') ? shown(name) : name));
  return [[span(`  ${title}: ${cut(list.join(', '), 200)}${more}`)]];
}
