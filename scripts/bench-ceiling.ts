import loadWabt from 'wabt';

/** Pairs of one turn of the loops: 8 vectors of two. */
const turn = 16;

const load = (side: '$l' | '$m', i: number): string => `(v128.load offset=${16 * i} (local.get ${side}))`;
const each = (body: (i: number) => string): string => Array.from({ length: turn / 2 }, (_, i) => body(i)).join('\n');

/** `body` for 8 vectors at a time; `result` afterwards. */
const loop = (name: string, body: (i: number) => string, result: string): string => `
(func (export "${name}") (param $l i32) (param $m i32) (param $turns i32) (param $rtol f64) (param $atol f64) (result i32)
  (local $a v128) (local $b v128) (local $lv v128) (local $r v128) (local $t v128) (local $magnitude v128)
  (local.set $r (f64x2.splat (local.get $rtol)))
  (local.set $t (f64x2.splat (local.get $atol)))
  (local.set $magnitude (v128.const i64x2 0x7fffffffffffffff 0x7fffffffffffffff))
  (loop $next
    ${each(body)}
    (local.set $l (i32.add (local.get $l) (i32.const ${8 * turn})))
    (local.set $m (i32.add (local.get $m) (i32.const ${8 * turn})))
    (br_if $next (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
  ${result})`;

const read = loop(
  'read',
  (i) => `(local.set $a (v128.xor (local.get $a) ${load('$l', i)}))
    (local.set $b (v128.xor (local.get $b) ${load('$m', i)}))`,
  '(v128.any_true (v128.xor (local.get $a) (local.get $b)))',
);
const verdict = loop(
  'verdict',
  (i) => `(local.set $lv ${load('$l', i)})
    (local.set $a (v128.or (local.get $a) (f64x2.gt
      (v128.and (local.get $magnitude) (f64x2.sub ${load('$m', i)} (local.get $lv)))
      (f64x2.add (local.get $t) (f64x2.mul (local.get $r) (v128.and (local.get $magnitude) (local.get $lv)))))))`,
  '(v128.any_true (local.get $a))',
);

type Loop = (legacy: number, modern: number, turns: number, rtol: number, atol: number) => number;

/** What WebAssembly can do with two arrays in its memory at most: see each loop. */
export interface Ceiling {
  /** Reads both arrays. */
  readonly read: () => void;
  /** Says whether all pairs pass `|m - l| <= atol + rtol * |l|`, and nothing else: no statistics, no NaN. */
  readonly verdict: () => void;
}

/** Puts two float64 arrays into a memory of their own; what is past the last whole turn is left out. */
export async function openCeiling(
  legacy: Float64Array,
  modern: Float64Array,
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
): Promise<Ceiling> {
  const wabt = await loadWabt();
  const pages = Math.ceil((legacy.byteLength + modern.byteLength + 4096) / 65_536);
  const text = `(module (memory (export "memory") ${pages}) ${read} ${verdict})`;
  const { buffer } = wabt.parseWat('ceiling.wat', text, { simd: true }).toBinary({});
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { exports: object } };
  };
  const exports = new WebAssembly.Instance(new WebAssembly.Module(buffer)).exports as {
    readonly memory: { readonly buffer: ArrayBuffer };
    readonly read: Loop;
    readonly verdict: Loop;
  };
  const floats = new Float64Array(exports.memory.buffer);
  // A gap, so that the two arrays do not compete for the same lines of the cache.
  const at = Math.ceil(legacy.length / turn) * turn + 128;
  floats.set(legacy);
  floats.set(modern, at);
  const turns = Math.floor(legacy.length / turn);
  if (exports.verdict(0, 8 * at, turns, rtol, atol) !== 0)
    throw new Error('Arrays within tolerance were found beyond it');
  return {
    read: () => exports.read(0, 8 * at, turns, rtol, atol),
    verdict: () => exports.verdict(0, 8 * at, turns, rtol, atol),
  };
}
