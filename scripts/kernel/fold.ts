import { blockSize, distances, unrolled } from '../../src/value/checksum/distances.ts';

const stride = unrolled * blockSize;

const sources = distances.map((_, i) => `(local $from${i} i32)`).join(' ');

const foldBlock = (offset: number): string => {
  const sum = distances.reduce(
    (text, _, i) => `(v128.xor ${text} (v128.load offset=${offset} (local.get $from${i})))`,
    `(v128.load offset=${offset} (local.get $at))`,
  );
  return `(v128.store offset=${offset} (local.get $at) ${sum})`;
};

/**
 * `fold(at, end)` adds to each block those that lie the distances before it, which are folded already; the blocks of the
 * longest distance before `at` must be there. `mix(to, from, end)` adds the blocks from `from` up to `end` to those at `to`.
 */
export const foldText = `(module
(import "kernel" "memory" (memory 1))
(func (export "fold") (param $at i32) (param $end i32) ${sources}
  ${distances.map((d, i) => `(local.set $from${i} (i32.sub (local.get $at) (i32.const ${d * blockSize})))`).join('\n  ')}
  (loop $next
    ${Array.from({ length: unrolled }, (_, i) => foldBlock(i * blockSize)).join('\n    ')}
    ${distances.map((_, i) => `(local.set $from${i} (i32.add (local.get $from${i}) (i32.const ${stride})))`).join('\n    ')}
    (local.set $at (i32.add (local.get $at) (i32.const ${stride})))
    (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))
(func (export "mix") (param $to i32) (param $from i32) (param $end i32)
  (loop $next
    (v128.store (local.get $to) (v128.xor (v128.load (local.get $to)) (v128.load (local.get $from))))
    (local.set $to (i32.add (local.get $to) (i32.const ${blockSize})))
    (local.set $from (i32.add (local.get $from) (i32.const ${blockSize})))
    (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))
)`;
