import { type Atom, isSame } from './atom.ts';
import type { MechanismTest } from './mechanism-test.ts';
import { allAre } from './words.ts';

const meaning =
  'The values are the same, their type is another: a conversion on the way, or a container of another kind.';

/** Nothing differs but types, or differs only by being the text of the same number. */
export const testTypes: MechanismTest = ({ strands, pairs }) => {
  if (pairs === null) return null;
  const from = [...new Set(strands.map(({ legacy, modern }) => `${legacy.type} -> ${modern.type}`))];
  if (pairs.differing.length === 0) {
    const types = from.filter((words) => words.split(' -> ')[0] !== words.split(' -> ')[1]);
    if (types.length === 0) return null;
    return {
      name: 'type-change',
      test: `${allAre(pairs.legacy.length)} equal; ${types.slice(0, 3).join(', ')}`,
      meaning,
    };
  }
  if (!pairs.legacy.every((atom, i) => isSame(atom, pairs.modern[i]!) || isSameInText(atom, pairs.modern[i]!)))
    return null;
  return {
    name: 'type-change',
    test: `${allAre(pairs.legacy.length)} equal once text or truth values are read as numbers`,
    meaning,
  };
};

function isSameInText(a: Atom, b: Atom): boolean {
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (typeof a === 'string') return isSameInText(b, a);
  if (typeof a === 'boolean' && typeof b === 'string') return b.toLowerCase() === String(a);
  if (typeof a === 'boolean') return Number(b) === Number(a) && (typeof b === 'number' || typeof b === 'bigint');
  if (typeof b === 'boolean') return isSameInText(b, a);
  if (typeof b !== 'string' || a === null || !/^[-+]?\d/.test(b)) return false;
  return typeof a === 'bigint' && /^[-+]?\d+$/.test(b) ? BigInt(b.replace('+', '')) === a : Number(b) === Number(a);
}

/** All that differs is the sign of zeros. */
export const testSignedZero: MechanismTest = ({ pairs }) => {
  if (pairs === null || pairs.differing.length === 0) return null;
  if (!pairs.differing.every((i) => pairs.legacy[i] === 0 && pairs.modern[i] === 0)) return null;
  return {
    name: 'signed-zero',
    test: `${allAre(pairs.differing.length, 'differing element')} 0 with the other sign`,
    meaning: 'A zero keeps its sign on one side only: 0 * -1, -x of 0, a rounded small negative number.',
  };
};
