import type { Mechanism } from '../difference.ts';
import type { Atom } from './atom.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { count, elements } from './words.ts';

type Kind = 'NaN' | 'infinity' | 'null' | 'the largest float' | '0';

const largest = new Set([Number.MAX_VALUE, 2 ** 128 - 2 ** 104]);

function kindOf(atom: Atom): Kind | null {
  if (atom === null) return 'null';
  if (atom === 0 || atom === 0n) return '0';
  if (typeof atom !== 'number') return null;
  if (Number.isNaN(atom)) return 'NaN';
  if (Math.abs(atom) === Number.POSITIVE_INFINITY) return 'infinity';
  return largest.has(Math.abs(atom)) ? 'the largest float' : null;
}

/** What may stand for what, and what that means. A sentinel such as -9999 is no kind: it may be a result. */
const meanings: Partial<Record<Kind, Partial<Record<Kind, string>>>> = {
  NaN: {
    '0': 'A missing or undefined number is counted as 0 on one side.',
    null: 'A missing number is NaN on one side and null on the other.',
    infinity: 'An undefined number is infinite on the other side: a division by 0 or an overflow is treated otherwise.',
  },
  infinity: {
    'the largest float': 'An overflow is cut to the largest float on one side.',
    '0': 'A division by 0 is infinite on one side and 0 on the other.',
    null: 'An infinite number is null on one side: JSON, for one, has no infinity.',
  },
};

/** All differing elements are one special value on one side and another one on the other, wherever it stands. */
export const testSpecialValues: MechanismTest = ({ pairs }) =>
  pairs === null
    ? null
    : (fitOf(pairs, pairs.legacy, pairs.modern, false) ?? fitOf(pairs, pairs.modern, pairs.legacy, true));

function fitOf(pairs: Pairs, from: readonly Atom[], to: readonly Atom[], swapped: boolean): Mechanism | null {
  const first = pairs.differing[0];
  if (first === undefined) return null;
  const [kind, other] = [kindOf(from[first]!), kindOf(to[first]!)];
  const meaning = kind === null || other === null ? undefined : meanings[kind]?.[other];
  if (meaning === undefined) return null;
  const holds = (i: number) => kindOf(from[i]!) === kind && kindOf(to[i]!) === other && sameSign(from[i]!, to[i]!);
  if (!pairs.differing.every(holds)) return null;
  // One that stayed as it was would mean that another rule is at work.
  const present = from.filter((atom) => kindOf(atom) === kind).length;
  if (present !== pairs.differing.length) return null;
  const plural = kind === 'infinity' && present > 1 ? 'infinities' : kind;
  const words = `${plural} of ${swapped ? 'modern' : 'legacy'} ${present === 1 ? 'is' : 'are'} ${other} in ${swapped ? 'legacy' : 'modern'}`;
  const rest = from.length - present;
  return {
    name: `${kind === 'NaN' ? 'nan' : 'infinity'}-handling`,
    test: `${count(present)} of ${count(present)} ${words}${rest > 0 ? `, the other ${elements(rest)} agree` : ''}`,
    meaning,
  };
}

/** An infinity and the largest float must lie on one side of 0. */
function sameSign(a: Atom, b: Atom): boolean {
  return typeof a !== 'number' || typeof b !== 'number' || a === 0 || b === 0 || !(a * b < 0);
}
