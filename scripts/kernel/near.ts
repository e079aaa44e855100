import { blockLength } from '../../src/compare/kernel/layout.ts';
import type { Filter } from './filter.ts';
import { address, type Format, loadPair, locals, raiseSteps, topBits } from './parts.ts';

const shuffle = (a: string, b: string, bytes: string): string => `(i8x16.shuffle ${bytes} ${a} ${b})`;
const lowWords = '0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27';
const highWords = '4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31';

const offset = (format: Format, vector: number, side: string): string =>
  `offset=${2 * vector * format.bytes} (local.get ${side})`;

const filterTwo = (format: Format, i: number): string => `
      (local.set $lv ${format.values(offset(format, i, '$l'))})
      (local.set $mv ${format.values(offset(format, i, '$m'))})
      ${format.name === 'f8' ? `(local.set $steps${i % 2} (i64x2.sub (local.get $lv) (local.get $mv)))` : ''}
      (local.set $apart${i % 2} (f64x2.sub (local.get $lv) (local.get $mv)))
      (local.set $apart (v128.and (local.get $magnitude) (local.get $apart${i % 2})))
      (local.set $maxAbsNow (f64x2.pmax ${i === 0 ? '(local.get $maxAbs)' : '(local.get $maxAbsNow)'} (local.get $apart)))
      (local.set $less (f64x2.lt (local.get $apart)
        (f64x2.mul (local.get $sizeFactor) (v128.and (local.get $magnitude) (local.get $lv)))))
      (local.set $pass ${i === 0 ? '(local.get $less)' : '(v128.and (local.get $pass) (local.get $less))'})`;

/** Distance in steps of four pairs, from the vector given on; right where it is below 2^31. */
const stepsOf = (format: Format, i: number): string =>
  format.name === 'f8'
    ? shuffle('(local.get $steps0)', '(local.get $steps1)', lowWords)
    : `(i32x4.sub (v128.load ${offset(format, i, '$l')}) (v128.load ${offset(format, i, '$m')}))`;

const filterFour = (format: Format, i: number): string => `
      ${filterTwo(format, i)}
      ${filterTwo(format, i + 1)}
      (local.set $steps ${stepsOf(format, i)})
      (local.set $maxStepsNow (i32x4.max_u ${i === 0 ? '(local.get $maxSteps)' : '(local.get $maxStepsNow)'} (i32x4.abs (local.get $steps))))
      (local.set $sameNow (i32x4.sub ${i === 0 ? '(v128.const i32x4 0 0 0 0)' : '(local.get $sameNow)'}
        (i32x4.eq (local.get $steps) (v128.const i32x4 0 0 0 0))))
      (local.set $aboveNow (i32x4.sub ${i === 0 ? '(v128.const i32x4 0 0 0 0)' : '(local.get $aboveNow)'}
        (i32x4.shr_s ${shuffle('(local.get $apart0)', '(local.get $apart1)', highWords)} (i32.const 31))))`;

const vectors = (step: number): number[] => Array.from({ length: blockLength / 2 / step }, (_, i) => step * i);

/** Asked where a block did not pass: whether all that stopped it are pairs of one number, as zeros are. */
export const passesSame = (format: Format): string => `
(func $passes_same_${format.name} (param $l i32) (param $m i32) (result i32)
  ${locals('v128', '$lv $mv $apart $pass $sizeFactor')}
  (local.set $sizeFactor (f64x2.splat (global.get $sizeFactor)))
  (local.set $pass (v128.const i64x2 -1 -1))
  ${vectors(1)
    .map(
      (i) => `
  (local.set $lv ${format.values(offset(format, i, '$l'))})
  (local.set $mv ${format.values(offset(format, i, '$m'))})
  (local.set $apart (f64x2.abs (f64x2.sub (local.get $lv) (local.get $mv))))
  (local.set $pass (v128.and (local.get $pass) (v128.or
    (v128.and (f64x2.eq (local.get $apart) (v128.const f64x2 0 0)) (i64x2.eq (local.get $lv) (local.get $mv)))
    (f64x2.lt (local.get $apart) (f64x2.mul (local.get $sizeFactor) (f64x2.abs (local.get $lv)))))))`,
    )
    .join('')}
  (i64x2.all_true (local.get $pass)))`;

/** The sum of four counts as two. */
const widened = (counts: string): string =>
  `(i64x2.add (i64x2.extend_low_i32x4_u (local.get ${counts})) (i64x2.extend_high_i32x4_u (local.get ${counts})))`;

/**
 * The filter where a pair that passes is so near that its steps fit into a word: four of them are counted at once, and
 * their maximum needs no test. Nearest zeros do not pass at first: a limit of 0 is not above a distance of 0.
 */
export const near = (format: Format): Filter => ({
  locals: locals(
    'v128',
    '$lv $mv $steps0 $steps1 $apart $apart0 $apart1 $less $steps $sizeFactor $maxSteps $maxStepsNow',
  ),
  derive: '(local.set $sizeFactor (f64x2.splat (global.get $sizeFactor)))',
  block: vectors(2)
    .map((i) => filterFour(format, i))
    .join(''),
  passes: '(i64x2.all_true (local.get $pass))',
  passesAgain: `(call $passes_same_${format.name} (local.get $l) (local.get $m))`,
  tally: `
        (local.set $maxSteps (local.get $maxStepsNow))
        (local.set $same (i32x4.add (local.get $same) (local.get $sameNow)))
        (local.set $above (i32x4.add (local.get $above) (local.get $aboveNow)))`,
  oneIn: 8,
  finish: `
  (local.set $same ${widened('$same')})
  (local.set $above ${widened('$above')})
  ${[
    ['$steps', 'i64x2.extend_low_i32x4_u'],
    ['$steps', 'i64x2.extend_high_i32x4_u'],
  ]
    .map(
      ([name, widen]) => `(local.set ${name} (v128.xor ${topBits} (${widen} (local.get $maxSteps))))
  (local.set $lv ${loadPair('maxUlp')})
  ${raiseSteps('$lv', `(local.get ${name})`)}
  (v128.store ${address('maxUlp')} (local.get $lv))`,
    )
    .join('\n  ')}`,
});
