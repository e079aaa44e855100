// Calls one side of a drift with the exact values of its case, and prints what it did.
//
// It needs Node 22.18 or later and whatever the implementation imports; nothing of Vernier. The values lie in `blob`,
// base64 of tagged JSON: no part of them is source text.
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const blob = '@BLOB@';

/** A kind of value that this script does not make; `vernier replay` does. */
class Unknown extends Error {}

/** A bare token of digits only is an integer, any other number a float. */
const token = (_key, value, context) =>
  typeof value === 'number' && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
const parsed = (text) => JSON.parse(text, token);
const bytes = (text) => Buffer.from(text, 'base64');

const typed = {
  ...{ '<f8': Float64Array, '<f4': Float32Array, '<i8': BigInt64Array, '<u8': BigUint64Array, '<i4': Int32Array },
  ...{ '<u4': Uint32Array, '<i2': Int16Array, '<u2': Uint16Array, '|i1': Int8Array, '|u1': Uint8Array },
};

function swapBytes(raw, size) {
  for (let at = 0; at < raw.length; at += size) raw.subarray(at, at + size).reverse();
}

/** The number of a binary16 pattern. */
function fromHalf(bits) {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** Makes values as Vernier's driver for JavaScript gives them. What is shared in there is shared here. */
class Decoder {
  known = new Map();

  constructor(bigIntegers) {
    this.bigIntegers = bigIntegers;
  }

  value(tree, number) {
    if (typeof tree === 'bigint') return this.integer(tree);
    if (typeof tree !== 'object' || tree === null) return tree;
    if (Array.isArray(tree)) return this.list(tree, number);
    const tag = Object.keys(tree).find((key) => key.startsWith('$'));
    if (tag === undefined) {
      const object = this.keep(number, Object.create(null));
      for (const [key, item] of Object.entries(tree)) object[key] = this.value(item);
      return object;
    }
    if (tag === '$ref') return this.known.get(tree.$ref);
    if (tag === '$id') return this.value(tree.v, tree.$id);
    return this.keep(number, this.tagged(tag, tree[tag], tree, number));
  }

  keep(number, value) {
    if (number !== undefined) this.known.set(number, value);
    return value;
  }

  integer(value) {
    const small = Number(value);
    return !this.bigIntegers && Number.isSafeInteger(small) ? small : value;
  }

  list(trees, number) {
    const list = this.keep(number, []);
    for (const tree of trees) list.push(this.value(tree));
    return list;
  }

  map(pairs, number) {
    if (pairs.every(([key]) => typeof key === 'string' || (key !== null && typeof key === 'object' && '$u16' in key))) {
      const object = this.keep(number, Object.create(null));
      for (const [key, item] of pairs) object[this.value(key)] = this.value(item);
      return object;
    }
    return this.entries(pairs, number);
  }

  entries(pairs, number) {
    const map = this.keep(number, new Map());
    for (const [key, item] of pairs) map.set(this.value(key), this.value(item));
    return map;
  }

  tagged(tag, content, tree, number) {
    switch (tag) {
      case '$f':
        return { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[content] ?? Number(content);
      case '$fbits':
        return Number.NaN;
      case '$i':
        return this.integer(BigInt(content));
      case '$ihex':
        return content.startsWith('-') ? -BigInt(content.slice(1)) : BigInt(content);
      case '$u16':
        return String.fromCharCode(...(content.match(/..../g) ?? []).map((unit) => Number.parseInt(unit, 16)));
      case '$b':
      case '$ba':
        return bytes(content);
      case '$t':
        return this.list(content, number);
      case '$deque':
        return this.list(content.items, number);
      case '$set':
      case '$fs': {
        const set = this.keep(number, new Set());
        for (const item of content) set.add(this.value(item));
        return set;
      }
      case '$d':
        return this.map(content, number);
      case '$od':
      case '$counter':
        return this.entries(content, number);
      case '$dd':
        return this.entries(content.items, number);
      case '$nd':
        return this.array(content, number);
      case '$np':
        return this.scalar(content);
      default:
        return this.object(tag, content, tree);
    }
  }

  array({ dtype, shape, order, b64, data }, number) {
    const sizes = shape.map(Number);
    if (data !== undefined) {
      if (sizes.length !== 1) throw new Unknown('$nd of objects in more than one dimension');
      return this.list(data, number);
    }
    // A copy, so that it is aligned.
    const raw = Uint8Array.from(bytes(b64));
    const tagged = { kind: 'ndarray', dtype, shape: sizes, order, data: raw };
    if (sizes.length !== 1 || typeof dtype !== 'string') return tagged;
    const little = dtype.replace('>', '<');
    if (little !== '<f2' && typed[little] === undefined) return tagged;
    if (dtype.startsWith('>')) swapBytes(raw, Number(dtype.slice(2)));
    return little === '<f2' ? Float32Array.from(new Uint16Array(raw.buffer), fromHalf) : new typed[little](raw.buffer);
  }

  scalar({ dtype, v, b64 }) {
    if (b64 !== undefined) {
      if (/f[248]$/.test(dtype)) return Number.NaN;
      if (dtype === '|b1') return bytes(b64)[0] !== 0;
      throw new Unknown(`$np of ${dtype}`);
    }
    if (/[iu]\d$/.test(dtype)) return this.integer(BigInt(v));
    if (/f[248]$/.test(dtype)) return { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[v] ?? Number(v);
    if (typeof v === 'boolean' || /U\d+$/.test(dtype)) return v;
    throw new Unknown(`$np of ${dtype}`);
  }

  /** Kinds that JavaScript has nothing of its own for: objects as the driver gives them. */
  object(tag, content, tree) {
    switch (tag) {
      case '$c':
        return { kind: 'complex', re: this.float(content[0]), im: this.float(content[1]) };
      case '$dec':
        return { kind: 'decimal', text: content };
      case '$frac':
        return { kind: 'fraction', numerator: BigInt(content[0]), denominator: BigInt(content[1]) };
      case '$dt':
        return {
          kind: 'datetime',
          text: content,
          fold: Number(tree.fold),
          offsetSeconds: tree.tz_s === undefined ? null : Number(tree.tz_s),
        };
      case '$date':
      case '$time':
      case '$uuid':
        return { kind: tag.slice(1), text: content };
      case '$tz':
        return { kind: 'timezone', text: content };
      case '$td': {
        const [days, seconds, microseconds] = content.map(Number);
        return { kind: 'duration', days, seconds, microseconds };
      }
      case '$range':
        return { kind: 'range', start: content[0], stop: content[1], step: content[2] };
      case '$slice': {
        const [start, stop, step] = content.map((part) => this.value(part));
        return { kind: 'slice', start, stop, step };
      }
      case '$dtype':
        return { kind: 'dtype', dtype: content };
      case '$singleton':
        return { kind: 'singleton', name: content };
      default:
        throw new Unknown(tag);
    }
  }

  float(part) {
    return typeof part === 'string' ? this.tagged('$f', part) : Number(part);
  }
}

/** `Math.random` draws as it did for Vernier (Mulberry32, Tommy Ettinger, 2017). */
function seedRandom(seed) {
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A float in base 16, as C's `%a` and Python's `float.hex` write it. */
function hexOf(x) {
  if (!Number.isFinite(x)) return String(x).toLowerCase().replace('infinity', 'inf');
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const sign = bits >> 63n === 0n ? '' : '-';
  if (x === 0) return `${sign}0x0.0p+0`;
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const power = exponent === 0 ? -1022 : exponent - 1023;
  const fraction = (bits & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  return `${sign}0x${exponent === 0 ? 0 : 1}.${fraction}p${power < 0 ? '' : '+'}${power}`;
}

/** Floats and where they are, as they lie in what was returned. */
function* floatsIn(value, path = '', depth = 0) {
  if (typeof value === 'number') yield [path, value];
  else if (depth > 20 || typeof value !== 'object' || value === null) return;
  else if (value instanceof Map)
    for (const [key, item] of value) yield* floatsIn(item, `${path}[${String(key)}]`, depth + 1);
  else if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
    for (const [place, item] of value.entries()) yield* floatsIn(item, `${path}[${place}]`, depth + 1);
  else for (const [key, item] of Object.entries(value)) yield* floatsIn(item, `${path}.${key}`, depth + 1);
}

const shown = (value) =>
  inspect(value, { depth: null, maxArrayLength: 10_000, maxStringLength: 100_000, breakLength: Infinity });
/** Nothing in it moves the cursor. */
const inert = (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
const decimal = (x) => (Object.is(x, -0) ? '-0' : String(x));

const here = dirname(fileURLToPath(import.meta.url));
const given = parsed(bytes(blob).toString('utf8'));
const recorded = Object.entries(given.recorded).map(([name, version]) => `${name} ${version}`);
console.log(`recorded with ${inert(recorded.sort().join(', '))}; this is Node ${process.versions.node}`);
let input;
try {
  input = new Decoder(given.bigIntegers).value(given.input);
} catch (error) {
  if (!(error instanceof Unknown)) throw error;
  console.error(`this script does not make values of kind ${inert(error.message)}; use vernier replay`);
  process.exit(1);
}
const file = process.argv[2] === undefined ? resolve(here, given.target) : resolve(process.argv[2]);
if (!existsSync(file)) {
  const script = inert(basename(import.meta.filename));
  console.error(
    `there is no file ${inert(file)}, which the implementation was in; run this script from where it was written,`,
  );
  console.error(`or say where the file is now: ${script} <path>`);
  process.exit(1);
}
const module = await import(pathToFileURL(file).href);
if (typeof module[given.function] !== 'function') {
  console.error(`what it calls is not there any more: ${inert(file)} exports no function ${inert(given.function)}`);
  process.exit(1);
}
const { args, kwargs = {} } = input;
const named = Object.keys(kwargs).length > 0 ? [kwargs] : [];
const before = shown([args, kwargs]);
seedRandom(Number(given.seed));
try {
  const value = await module[given.function](...args, ...named);
  console.log(`returned ${inert(shown(value))}`);
  let count = 0;
  for (const [path, x] of floatsIn(value)) {
    if (++count > 1000) {
      console.log('  and more');
      break;
    }
    console.log(`  ${inert(path) || 'value'} = ${decimal(x)} = ${hexOf(x)}`);
  }
} catch (error) {
  const name = typeof error === 'object' && error !== null ? error.constructor?.name : typeof error;
  console.log(`raised ${inert(`${name}: ${error?.message ?? error}`)}`);
}
const after = shown([args, kwargs]);
if (after !== before) console.log(`its arguments became ${inert(after)}`);
process.exit(0);
