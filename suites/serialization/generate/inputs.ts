import { type CallArguments, callsByValue, fc, type Value, valueArbitrary } from 'vernier';
import { distinct } from './hashable.ts';
import { keptDict } from './kept-values.ts';
import { pythonValue } from './python-values.ts';
import { type Protocol, writePickle } from './write-pickle.ts';

type Inputs = fc.Arbitrary<CallArguments>;
type Entries = [Value, Value][];

const call = (...args: Value[]): CallArguments => ({ args, kwargs: {} });
const dict = (entries: Entries): Value => ({ kind: 'map', type: 'dict', entries });

const awkwardKeys = [
  '__proto__',
  'constructor',
  '1',
  '10',
  '',
  'a/b',
  '..',
  'a.b',
  'x_',
  '__array_ref__x',
  'größe',
  '\u2028',
  '$f',
];

const kept: fc.Arbitrary<Value> = fc
  .array(
    fc.tuple(
      fc.oneof({ arbitrary: fc.string({ maxLength: 6 }), weight: 2 }, fc.constantFrom(...awkwardKeys)),
      valueArbitrary({ maxDepth: 3, sharing: false }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((entries) => keptDict(entries));

const anything: fc.Arbitrary<Value> = valueArbitrary({ maxDepth: 2 }).map(pythonValue);

/** Entries that the format cannot have. */
const oddEntries: fc.Arbitrary<Entries> = fc.oneof(
  { arbitrary: anything.map((value): Entries => [['odd', value]]), weight: 12 },
  anything.map(
    (value): Entries => [
      ['one', value],
      ['again', [value]],
    ],
  ),
  fc.constantFrom<Entries>(
    [[1n, 'a']],
    [
      [1n, 'a'],
      ['1', 'b'],
    ],
    [
      [null, 1n],
      [true, 2n],
      [0.5, 3n],
    ],
    [['__version__', 7n]],
    [['inner', dict([['__version__', 7n]])]],
    [['ref', dict([['__array_ref__', 'x']])]],
    [['\ud800', 1n]],
  ),
);

const withOdd: fc.Arbitrary<Value> = fc
  .tuple(kept, oddEntries)
  .map(([value, odd]) => dict(distinct([...(value as { entries: Entries }).entries, ...odd], ([key]) => key)));

const graphs = fc.oneof({ arbitrary: kept, weight: 11 }, { arbitrary: withOdd, weight: 8 });

const protocols = fc.constantFrom<Protocol>(2, 4, 5);

/** Dicts of everything, most of what the format keeps. */
export const roundtrips: Inputs = callsByValue(
  fc.tuple(
    graphs,
    protocols.map((protocol) => BigInt(protocol)),
  ),
);

/** Dicts of what the format keeps. */
export const crossings: Inputs = callsByValue(fc.tuple(kept));

/** Pickles of everything, one in eight cut short. */
export const pickles: Inputs = callsByValue(
  fc.tuple(
    anything,
    kept,
    fc.constantFrom(2, 3, 4, 5),
    fc.oneof({ arbitrary: fc.constant(1), weight: 7 }, fc.double({ min: 0, max: 0.99, noNaN: true })),
  ),
  ([one, other, protocol, share]) => {
    // A simpler protocol than 2 has no such opcodes.
    const version = Math.min(Math.max(Number(protocol), 2), 5) as Protocol;
    const data = writePickle([one!, other!], version);
    return call({ kind: 'bytes', data: data.subarray(0, Math.ceil(data.length * Number(share))) });
  },
);

const overwrites: fc.Arbitrary<[Value, Value, number | null]> = fc.tuple(
  kept,
  fc.oneof(
    { arbitrary: kept, weight: 9 },
    fc.constantFrom<Value>(
      dict([
        [1n, 'a'],
        ['1', 'b'],
      ]),
      dict([['x', dict([['__array_ref__', '_x_array_0']])]]),
    ),
  ),
  fc.option(fc.double({ min: 0, max: 0.99, noNaN: true }), { freq: 2 }),
);

/** Saves over what was saved, half of them on a disk that gets full. */
export const failures: Inputs = callsByValue(overwrites);
