import { parseDType } from '../dtype.ts';
import { readElement } from '../element.ts';
import { hasIdentity } from '../graph.ts';
import { isCOrdered } from '../ndarray.ts';
import { npyDType } from '../npy/npy-dtype.ts';
import { npyParts } from '../npy/write-npy.ts';
import type { MapValue, NdArrayValue, ScalarValue, TaggedValue, Value } from '../value.ts';
import type { Ledger, Steps } from './ledger.ts';
import { pythonFloat } from './python-text.ts';
import { kindName, substituteFor } from './substitutes.ts';

/** The names that the format keeps for itself. */
export const versionKey = '__version__';
export const arrayKey = '__array_ref__';

/** Python refuses to read an integer of more digits. */
const integerLimit = 10n ** 4300n;
/** Python's own reader stops some way before 1,000 levels. */
const maxDepth = 900;

/**
 * A copy made of what the format has and nothing else: null, booleans, numbers, strings, lists, dicts with string keys,
 * arrays. What is not kept on the way goes into the ledger.
 *
 * @throws {LossError} for what nothing in the format can stand for
 */
export function plainTree(value: Value, ledger: Ledger): Value {
  return new Flattening(ledger).flatten(value, []);
}

class Flattening {
  readonly #ledger: Ledger;
  readonly #open = new Set<object>();
  readonly #met = new Set<object>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  flatten(value: Value, steps: Steps): Value {
    switch (typeof value) {
      case 'bigint':
        if (value >= integerLimit || value <= -integerLimit)
          this.#ledger.fail(steps, 'an integer of more than 4,300 digits, which Python does not read');
        return value;
      case 'string':
        return this.#text(value, steps);
      case 'object':
        return value === null ? null : this.#object(value, steps);
      default:
        return value;
    }
  }

  #text(text: string, steps: Steps): string {
    if (!text.isWellFormed())
      this.#ledger.fail(steps, 'a string with half of a surrogate pair, which UTF-8 cannot hold');
    return text;
  }

  #object(value: Value[] | TaggedValue, steps: Steps): Value {
    if (!hasIdentity(value)) return this.#tagged(value as TaggedValue, steps);
    if (this.#open.has(value)) this.#ledger.fail(steps, 'a part that holds itself');
    if (steps.length > maxDepth) this.#ledger.fail(steps, `nested more than ${maxDepth} levels deep`);
    if (this.#met.has(value))
      this.#ledger.note('quiet', steps, 'the same object as at another place: it becomes a copy');
    this.#met.add(value);
    this.#open.add(value);
    const flat = Array.isArray(value)
      ? value.map((item, i) => this.flatten(item, [...steps, i]))
      : this.#tagged(value, steps);
    this.#open.delete(value);
    return flat;
  }

  #tagged(value: TaggedValue, steps: Steps): Value {
    switch (value.kind) {
      case 'map':
        return this.#map(value, steps);
      case 'ndarray':
        return this.#array(value, steps);
      case 'nan':
        // No loss: its bits are an accident of the machine that computed it, and NaN agrees with NaN.
        return Number.NaN;
      case 'scalar': {
        const plain = plainNumber(value);
        if (plain === null) break;
        this.#ledger.note('quiet', steps, 'a NumPy scalar: it becomes a plain number');
        return plain;
      }
    }
    const substitute = substituteFor(value);
    if (substitute === null) this.#ledger.fail(steps, `${kindName(value)}, for which nothing in the format can stand`);
    this.#ledger.note('substitute', steps, `${kindName(value)}: ${substitute.words} can stand for it`);
    return this.flatten(substitute.by, steps);
  }

  #array(array: NdArrayValue, steps: Steps): Value {
    if (array.objects !== undefined)
      this.#ledger.fail(steps, 'an array of objects, whose elements would have to be pickled');
    try {
      npyParts(array);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#ledger.fail(steps, `an array that .npy cannot hold: ${error.message}`);
    }
    // A new object each time: an array that stands at two places is written twice.
    return { ...array, dtype: npyDType(array.dtype), order: isCOrdered(array.shape) ? 'C' : array.order };
  }

  #map(map: MapValue, steps: Steps): Value {
    if (map.type !== 'dict') this.#ledger.note('quiet', steps, `a dict of type "${map.type}": it becomes a plain dict`);
    const entries: [Value, Value][] = [];
    const names = new Set<string>();
    for (const [key, inner] of map.entries) {
      const name = this.#key(key, steps);
      if (names.has(name))
        this.#ledger.fail(steps, `a dict with two keys that are both ${JSON.stringify(name)} in JSON`);
      names.add(name);
      if (name === versionKey && steps.length === 0) {
        this.#ledger.note('quiet', [name], 'a key that the format keeps for itself: it is left out');
        continue;
      }
      entries.push([name, this.flatten(inner, [...steps, name])]);
    }
    if (entries.length === 1 && names.has(arrayKey))
      this.#ledger.fail(steps, `a dict whose only key is "${arrayKey}": it would be read as a reference to an array`);
    return { kind: 'map', type: 'dict', entries };
  }

  #key(key: Value, steps: Steps): string {
    if (typeof key === 'string') return this.#text(key, steps);
    const name = pythonText(key);
    if (name === null) this.#ledger.fail(steps, 'a dict with a key for which no string can stand');
    this.#ledger.note('quiet', steps, `a dict with a key that is no string: ${name.slice(0, 40)} becomes one`);
    return name;
  }
}

/** What Python's `str` gives, for the keys that dicts of numbers have. */
function pythonText(key: Value): string | null {
  if (key === null) return 'None';
  if (typeof key === 'boolean') return key ? 'True' : 'False';
  if (typeof key === 'number') return pythonFloat(key);
  return typeof key === 'bigint' && key < integerLimit && key > -integerLimit ? String(key) : null;
}

/** A NumPy integer or float as the plain one; null for every other scalar. */
function plainNumber({ dtype, data }: ScalarValue): number | bigint | null {
  const { kind } = parseDType(dtype);
  if (kind !== 'int' && kind !== 'uint' && kind !== 'float') return null;
  const element = readElement(parseDType(dtype), new DataView(data.buffer, data.byteOffset, data.byteLength), 0);
  return typeof element === 'number' || typeof element === 'bigint' ? element : Number.NaN;
}
