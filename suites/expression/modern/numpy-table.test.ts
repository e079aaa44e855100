import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePythonEnvironment } from '../../../src/environments/python.ts';
import { evaluate } from '../modern.ts';
import { toOperand } from './boundary.ts';
import { allocate, type DType } from './dtype.ts';
import { Tensor } from './operand.ts';

const suite = join(import.meta.dirname, '..');

/** A case of the table: see `fixtures/numpy_table.py`. */
interface Row {
  readonly expression: string;
  readonly bindings: Readonly<Record<string, Described>>;
  readonly outcome: Parts | { readonly error: string };
}
type Described = Parts | { readonly python: 'int' | 'float' | 'bool'; readonly text: string };
interface Parts {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Python's `repr` of each element; real and imaginary parts in turn. */
  readonly values: readonly string[];
}

/** Units in the last place that two good libraries may be apart, for a function and the operations around it. */
const ulps = 8;
const unit: Readonly<Record<string, number>> = {
  f2: 2 ** -10,
  f4: 2 ** -23,
  c8: 2 ** -23,
  f8: 2 ** -52,
  c16: 2 ** -52,
};

function numberFrom(text: string): number {
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return text === 'True' ? 1 : text === 'False' ? 0 : Number(text);
}

function binding(described: Described): unknown {
  if ('python' in described) {
    if (described.python === 'bool') return described.text === 'True';
    return described.python === 'int' ? BigInt(described.text) : numberFrom(described.text);
  }
  const { dtype, shape, values } = described;
  const data = allocate(dtype, values.length);
  values.forEach((text, i) => {
    data[i] = dtype === 'i8' || dtype === 'u8' ? BigInt(text) : numberFrom(text);
  });
  if (dtype === 'f2') {
    const halves = Uint16Array.from(halfBits(data as Float32Array));
    return { kind: 'ndarray', dtype: '<f2', shape, order: 'C', data: new Uint8Array(halves.buffer) };
  }
  if (shape.length === 1 && dtype !== 'b1') return data;
  const spec = `${dtype.endsWith('1') ? '|' : '<'}${dtype}`;
  return { kind: 'ndarray', dtype: spec, shape, order: 'C', data: new Uint8Array(data.buffer) };
}

/** The bits of the table's float16 values, written down here so that the code under test does not check itself. */
const knownHalves: ReadonlyMap<number, number> = new Map([
  [-2, 0xc000],
  [-0.5, 0xb800],
  [0, 0],
  [0.25, 0x3400],
  [1, 0x3c00],
  [3, 0x4200],
  [Number.POSITIVE_INFINITY, 0x7c00],
  [Number.NEGATIVE_INFINITY, 0xfc00],
  [Number.NaN, 0x7e00],
]);

function halfBits(values: Float32Array): number[] {
  return [...values].map((value) => (Object.is(value, -0) ? 0x8000 : knownHalves.get(value)!));
}

/** What the evaluator made of a case, as the table writes it but with numbers. */
function attempt(
  row: Row,
): { dtype: DType; shape: readonly number[]; values: (number | bigint)[] } | { error: string } {
  try {
    const bindings = Object.fromEntries(Object.entries(row.bindings).map(([name, value]) => [name, binding(value)]));
    const operand = toOperand(evaluate(row.expression, bindings));
    if (operand instanceof Tensor) return { dtype: operand.dtype, shape: operand.shape, values: [...operand.data] };
    if (typeof operand === 'boolean') return { dtype: 'b1', shape: [], values: [Number(operand)] };
    if (typeof operand === 'bigint') return { dtype: 'i8', shape: [], values: [operand] };
    if (typeof operand === 'number') return { dtype: 'f8', shape: [], values: [operand] };
    return { dtype: 'c16', shape: [], values: 're' in operand ? [operand.re, operand.im] : [] };
  } catch (error) {
    return { error: (error as Error).constructor.name };
  }
}

function agrees(row: Row): boolean {
  const made = attempt(row);
  const { outcome } = row;
  if ('error' in made || 'error' in outcome) {
    return 'error' in made && 'error' in outcome && made.error === outcome.error;
  }
  if (made.dtype !== outcome.dtype || made.shape.join() !== outcome.shape.join()) return false;
  const wanted = outcome.values;
  const scale = outcome.dtype.startsWith('c') ? Math.hypot(...wanted.slice(0, 2).map(numberFrom)) : 0;
  return wanted.every((text, i) => near(made.values[i]!, text, (unit[outcome.dtype] ?? 0) * ulps, scale));
}

function near(made: number | bigint, text: string, relative: number, scale: number): boolean {
  if (typeof made === 'bigint') return made === BigInt(text);
  const wanted = numberFrom(text);
  if (Object.is(made, wanted)) return true;
  if (made === 0 && wanted === 0 && scale === 0) return false;
  return Math.abs(made - wanted) <= relative * Math.max(Math.abs(wanted), scale);
}

describe('evaluate() beside NumPy', () => {
  let rows: Row[] = [];

  beforeAll(async () => {
    const requirements = join(suite, 'requirements', 'python.txt');
    const environment = await ensurePythonEnvironment({ name: 'python', requirements, root: join(suite, '..', '..') });
    const table = spawnSync(environment.python, ['-B', join(suite, 'fixtures', 'numpy_table.py')], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(table.status, table.stderr).toBe(0);
    rows = table.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
  });

  it('chooses the same types, shapes, values and errors for every pair of types', () => {
    expect(rows.length).toBeGreaterThan(4000);
    const apart = rows.filter((row) => !agrees(row)).map((row) => ({ ...row, made: attempt(row) }));
    expect(apart).toEqual([]);
  });
});
