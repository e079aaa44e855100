import type { NoiseBench } from '../studies/measure-noise.ts';
import type { NoisePlace } from '../studies/noise-places.ts';
import type { NoiseFloor } from '../suite/suite.ts';
import { columns } from './columns.ts';
import { ulpWords } from './place-words.ts';
import { count, percent, plural, short } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { cut } from './visible.ts';

const pathLength = 60;

/** What can be pasted for a place that is noisy; null where its noise has no size. */
export interface NoiseProposal {
  readonly place: NoisePlace;
  readonly floor: NoiseFloor | null;
}

/** One side against itself: a line, and a table of the places where it did not give the same twice. */
export function noiseLines(bench: NoiseBench, proposals: readonly NoiseProposal[]): Line[] {
  const { suite, subject, side, compared, disagreed, fresh, notCompared, failure, places } = bench;
  const lost = notCompared === 0 ? '' : `; ${plural(notCompared, 'case')} gave nothing to compare`;
  const asked = `${plural(compared, 'case')} asked again, ${count(fresh)} of them in fresh processes too${lost}`;
  const verdict =
    failure !== null
      ? span(`could not be started: ${cut(failure, 300)}`, 'bad')
      : disagreed === 0
        ? span(compared === 0 ? 'nothing to compare' : 'the same every time', compared === 0 ? 'warn' : 'good')
        : span(`${count(disagreed)} (${percent(disagreed / compared)}) not the same twice`, 'bad');
  const pasted = proposals.flatMap(({ floor }) => (floor === null ? [] : [JSON.stringify(floor)]));
  return [
    [
      span(`${suite}/${subject} · ${side}`, 'strong'),
      span('   '),
      verdict,
      span(failure === null ? `   ${asked}` : ''),
    ],
    ...(places.length === 0
      ? []
      : columns(['place', 'cases', 'beyond policy', 'abs', 'rel', 'ulp', 'kind', ''], places.map(cellsOf), [
          'place',
          'kind',
          '',
        ])),
    ...proposals.flatMap(({ place, floor }): Line[] =>
      floor === null
        ? [
            [
              span(
                `  ${cut(place.path, pathLength)}: this noise has no size that could be declared; make the side steady, or let the policy ignore the place`,
                'warn',
              ),
            ],
          ]
        : [],
    ),
    ...(pasted.length === 0 ? [] : [[span(`  to declare it: noise: [${pasted.join(', ')}]`)]]),
  ];
}

function cellsOf({ path, cases, beyondPolicy, abs, rel, ulp, classes, declared }: NoisePlace): string[] {
  const size = (x: number | null) => (x === null ? '-' : short(x));
  const steps = ulp === null ? '-' : ulpWords(Number(ulp));
  const kind = classes.length === 0 ? 'how it ended' : classes.join(', ');
  return [
    ...[cut(path, pathLength), count(cases), count(beyondPolicy), size(abs), size(rel), steps, kind],
    declared ? 'declared' : '',
  ];
}
