/**
 * Named liars: in-process implementations that are wrong in one known way, to test whoever judges implementations.
 * Each wraps an honest function of the input and says in its comment how it lies.
 */
import type { CallArguments, Outcome, Returned } from '../value/outcome.ts';
import type { NdArrayValue, TaggedValue, Value } from '../value/value.ts';
import { Fake, type FakeOptions, type Honest, returned } from './fake.ts';
import type { Implementation } from './implementation.ts';

export type { Honest } from './fake.ts';

/** Tells the truth. */
export const identity = (honest: Honest, options?: FakeOptions): Implementation =>
  new Fake('identity', honest, options);

/** Every float that is finite and not zero is the next one further from zero. */
export const offByOneUlp = liar('off-by-one-ulp', (value) => mapNumbers(value, nextUp));

/** NaN where there is 0, 0 where there is NaN. */
export const swapsNan = liar('swaps-nan', (value) =>
  mapNumbers(value, (x) => (Number.isNaN(x) ? 0 : x === 0 ? Number.NaN : x)),
);

/** No zero has a sign. */
export const losesNegativeZero = liar('loses-negative-zero', (value) => mapNumbers(value, (x) => (x === 0 ? 0 : x)));

/** Every float went through binary32 on its way. */
export const downcastsToFloat32 = liar('downcasts-to-float32', (value) => mapNumbers(value, Math.fround));

/** The entries of every map are in the opposite order. */
export const reordersKeys = liar('reorders-keys', (value) =>
  mapTagged(value, (tagged) => (tagged.kind === 'map' ? { ...tagged, entries: tagged.entries.toReversed() } : tagged)),
);

/** The last entry of every map is missing. */
export const dropsAKey = liar('drops-a-key', (value) =>
  mapTagged(value, (tagged) => (tagged.kind === 'map' ? { ...tagged, entries: tagged.entries.slice(0, -1) } : tagged)),
);

/** Every integer is a float. */
export const turnsIntegersIntoFloats = liar('turns-integers-into-floats', (value) =>
  mapValue(value, (leaf) => (typeof leaf === 'bigint' ? Number(leaf) : leaf)),
);

/** Raises `ValueError` for every input. */
export function alwaysRaises(_honest: Honest, options?: FakeOptions): Implementation {
  const error = { class: 'ValueError', bases: ['Exception', 'BaseException'], message: 'always', setup: false };
  return new Fake('always-raises', () => ({ kind: 'raised', error, elapsedNs: 1000, warnings: [] }), options);
}

/** Returns nothing, whatever was asked. */
export const returnsNothing = liar('returns-nothing', () => null);

/** The truth, after `delayMs` (default 20). */
export function slow(honest: Honest, options: FakeOptions & { readonly delayMs?: number } = {}): Implementation {
  return new Fake('slow', honest, { ...options, delayMs: options.delayMs ?? 20 });
}

/** The later a call, the sooner its answer: answers of calls under way together come in the opposite order. */
export function answersLate(honest: Honest, options: FakeOptions = {}): Implementation {
  let calls = 0;
  const delayMs = () => 20 - (calls++ % 20);
  return new Fake('answers-late', honest, { ...options, delayMs });
}

/** Never comes to an end where `when` holds (default: always): timed out, in company and alone. */
export function hangs(honest: Honest, options: FakeOptions & Trigger = {}): Implementation {
  return faulty('hangs', honest, options, (deadlineMs) => ({ kind: 'timed-out', deadlineMs, elapsedNs: null }));
}

/** Ends with SIGSEGV where `when` holds (default: always), in company and alone. */
export function crashes(honest: Honest, options: FakeOptions & Trigger = {}): Implementation {
  const stderr = 'Segmentation fault\n';
  return faulty('crashes', honest, options, () => {
    return { kind: 'crashed', signal: 'SIGSEGV', exitCode: null, outOfMemory: false, stderr, elapsedNs: null };
  });
}

/** Answers with noise where `when` holds (default: always). */
export function babbles(honest: Honest, options: FakeOptions & Trigger = {}): Implementation {
  const message = 'The answer is not JSON: "Welcome to subject v1.0"';
  return faulty('babbles', honest, options, () => ({ kind: 'protocol-error', message, stderr: '', elapsedNs: null }));
}

/** Every other answer, alone or not, is off by one part in a thousand. */
export function nondeterministic(honest: Honest, options?: FakeOptions): Implementation {
  let calls = 0;
  const lie: Honest = (input, subject, deadlineMs) => {
    const value = honest(input, subject, deadlineMs);
    return calls++ % 2 === 0 ? value : mapNumbers(asValue(value), (x) => x * 1.001);
  };
  return new Fake('nondeterministic', lie, options);
}

/** Returns the truth and leaves one element more in its first argument than there was. */
export function mutatesArguments(honest: Honest, options?: FakeOptions): Implementation {
  const lie: Honest = (input, subject, deadlineMs) => {
    const [first = null, ...others] = input.args;
    const changed: Value = Array.isArray(first) ? [...first, null] : [first, null];
    return {
      ...returned(asValue(honest(input, subject, deadlineMs))),
      mutated: { args: [changed, ...others], kwargs: input.kwargs },
    };
  };
  return new Fake('mutates-arguments', lie, options);
}

export interface Trigger {
  readonly when?: (input: CallArguments) => boolean;
}

function faulty(
  name: string,
  honest: Honest,
  options: FakeOptions & Trigger,
  fault: (deadlineMs: number) => Exclude<Outcome, Returned>,
): Implementation {
  const lie: Honest = (input, subject, deadlineMs) =>
    (options.when ?? (() => true))(input) ? fault(deadlineMs) : honest(input, subject, deadlineMs);
  return new Fake(name, lie, options);
}

function liar(name: string, lie: (value: Value) => Value): (honest: Honest, options?: FakeOptions) => Implementation {
  return (honest, options) =>
    new Fake(
      name,
      (input, subject, deadlineMs) => {
        const truth = honest(input, subject, deadlineMs);
        return isOutcome(truth) ? truth : lie(truth);
      },
      options,
    );
}

function isOutcome(truth: Value | Outcome): truth is Outcome {
  return typeof truth === 'object' && truth !== null && 'elapsedNs' in truth;
}

function asValue(truth: Value | Outcome): Value {
  if (!isOutcome(truth)) return truth;
  return truth.kind === 'returned' ? truth.value : null;
}

/** Applies `change` to every float: plain ones and those in float64 arrays. */
function mapNumbers(value: Value, change: (x: number) => number): Value {
  const changeArray = (array: NdArrayValue): NdArrayValue => {
    if (array.dtype !== '<f8') return array;
    const bytes = array.data.slice();
    const numbers = new Float64Array(bytes.buffer, 0, bytes.byteLength / 8);
    for (let i = 0; i < numbers.length; i++) numbers[i] = change(numbers[i]!);
    return { ...array, data: bytes };
  };
  return mapValue(value, (leaf) => {
    if (typeof leaf === 'number') return change(leaf);
    const isArray = typeof leaf === 'object' && leaf !== null && !Array.isArray(leaf) && leaf.kind === 'ndarray';
    return isArray ? changeArray(leaf) : leaf;
  });
}

function mapTagged(value: Value, change: (tagged: TaggedValue) => Value): Value {
  return mapValue(value, (leaf) =>
    typeof leaf === 'object' && leaf !== null && !Array.isArray(leaf) ? change(leaf) : leaf,
  );
}

/** Applies `change` to every value inside out. Not for cyclic values. */
function mapValue(value: Value, change: (leaf: Value) => Value): Value {
  const inner = (item: Value): Value => mapValue(item, change);
  if (Array.isArray(value)) return change(value.map(inner));
  if (typeof value !== 'object' || value === null) return change(value);
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return change({ ...value, items: value.items.map(inner) });
    case 'map':
      return change({ ...value, entries: value.entries.map(([key, item]): [Value, Value] => [key, inner(item)]) });
    case 'record':
      return change({ ...value, fields: value.fields.map(([name, item]): [string, Value] => [name, inner(item)]) });
    default:
      return change(value);
  }
}

function nextUp(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const cell = new DataView(new ArrayBuffer(8));
  cell.setFloat64(0, x);
  cell.setBigInt64(0, cell.getBigInt64(0) + 1n);
  return cell.getFloat64(0);
}
