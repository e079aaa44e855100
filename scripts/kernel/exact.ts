/** The part of the kernel that judges every pair in full, without a branch that depends on the numbers. */
import {
  count,
  type Format,
  loadF64,
  loadI32,
  loadI64,
  loadPair,
  locals,
  raise,
  raiseSteps,
  store,
  topBit,
  topBits,
} from './parts.ts';

const records = [
  'maxAbs',
  'maxRel',
  'passRel',
  'passLegacy',
  'passModern',
  'maxScore',
  'maxUlp',
  'differing',
  'above',
  'beyond',
  'nanPairs',
] as const;
const infinity = '(v128.const f64x2 inf inf)';

/** A bar for steps as the scores are: its top bit turned, rounded down since scores are whole. */
const stepsBar = (slot: 'withinBar' | 'beyondBar'): string =>
  `(i64x2.splat (i64.xor (i64.trunc_sat_f64_u ${loadF64(slot)}) ${topBit}))`;

/** Places on the number line: bits with a sign become integers in order. */
const ordinal = (bits: string, negative: string, to: string): string => `
      (local.set ${negative} (i64x2.lt_s ${bits} (local.get $zero)))
      (local.set ${to} (i64x2.sub
        (v128.xor (v128.and ${bits} (local.get $magnitude)) (local.get ${negative}))
        (local.get ${negative})))`;

/** Judges \`vectors\` times two pairs, the first of which has the index given. */
export const exact = (format: Format): string => `
(func $exact_${format.name} (param $l i32) (param $m i32) (param $index i32) (param $vectors i32)
  ${locals('v128', '$lv $mv $same $apart $size $allowed $finite $live $odd $nans $gt $rel $short $pass $score $over $bad')}
  ${locals('v128', '$neg $lo $mo $ulp $rtol $atol $limit $nanAgrees $infinity $top $ones $magnitude $zero $withinBar $beyondBar')}
  ${locals('v128', records.map((name) => `$${name}`).join(' '))}
  ${locals('i32', '$ranking $integers $first')}
  ${records.map((name) => `(local.set $${name} ${loadPair(name)})`).join('\n  ')}
  (local.set $infinity ${infinity})
  (local.set $top ${topBits})
  (local.set $ones (v128.const i64x2 -1 -1))
  (local.set $magnitude (v128.const i64x2 ${format.magnitude} ${format.magnitude}))
  (local.set $rtol (f64x2.splat ${loadF64('rtol')}))
  (local.set $atol (f64x2.splat ${loadF64('atol')}))
  (local.set $limit (i64x2.splat (i64.xor ${loadI64('ulpLimit')} ${topBit})))
  (local.set $nanAgrees (i32x4.splat (i32.sub (i32.const 0) ${loadI32('nanAgrees')})))
  (local.set $ranking ${loadI32('ranking')})
  (local.set $integers ${loadI32('integers')})
  (local.set $first ${loadI32('firstBeyond')})
  (local.set $withinBar (f64x2.splat ${loadF64('withinBar')}))
  (local.set $beyondBar (f64x2.splat ${loadF64('beyondBar')}))
  (if (i32.eq (local.get $ranking) (i32.const 2)) (then
    (local.set $withinBar ${stepsBar('withinBar')})
    (local.set $beyondBar ${stepsBar('beyondBar')})))
  (loop $next
    (local.set $lv ${format.values('(local.get $l)')})
    (local.set $mv ${format.values('(local.get $m)')})
    (local.set $same (f64x2.eq (local.get $lv) (local.get $mv)))
    (local.set $apart (f64x2.abs (f64x2.sub (local.get $mv) (local.get $lv))))
    (local.set $size (f64x2.abs (local.get $lv)))
    ;; Two roundings, as NumPy and JavaScript have them.
    (local.set $allowed (f64x2.add (local.get $atol) (f64x2.mul (local.get $rtol) (local.get $size))))
    (local.set $finite (v128.and (f64x2.lt (local.get $apart) (local.get $infinity)) (f64x2.lt (local.get $allowed) (local.get $infinity))))
    (local.set $live (v128.andnot (local.get $finite) (local.get $same)))
    ;; Not finite and not the same, or the same in two spellings: zeros of different sign.
    (local.set $odd (v128.or
      (v128.andnot (local.get $ones) (v128.or (local.get $finite) (local.get $same)))
      (v128.andnot (local.get $same) (i64x2.eq (local.get $lv) (local.get $mv)))))
    (if (local.get $integers) (then
      ;; Binary64 may have rounded an integer's bound; so near to it only exact arithmetic may decide.
      (local.set $over (v128.and (local.get $live) (f64x2.le
        (f64x2.abs (f64x2.sub (local.get $apart) (local.get $allowed)))
        (f64x2.mul (local.get $allowed) (v128.const f64x2 1e-15 1e-15)))))
      (local.set $odd (v128.or (local.get $odd) (local.get $over)))
      (local.set $live (v128.andnot (local.get $live) (local.get $over)))))
    (if (v128.any_true (local.get $odd)) (then
      (local.set $nans (v128.and (local.get $nanAgrees) (v128.and
        (f64x2.ne (local.get $lv) (local.get $lv)) (f64x2.ne (local.get $mv) (local.get $mv)))))
      ${count('$nanPairs', '(local.get $nans)')}
      (call $list_odd (i64x2.bitmask (v128.andnot (local.get $odd) (local.get $nans))) (local.get $index))))
    ${count('$differing', '(local.get $live)')}
    ${count('$above', '(v128.and (local.get $live) (f64x2.gt (local.get $mv) (local.get $lv)))')}
    ${raise('$maxAbs', '(v128.and (local.get $live) (local.get $apart))')}
    (local.set $rel (v128.and (local.get $live) (f64x2.div (local.get $apart) (local.get $size))))
    ${raise('$maxRel', '(local.get $rel)')}
    ;; Where the product falls short of the distance, the next tolerance above lets the pair pass.
    (local.set $short (v128.and (local.get $live) (f64x2.gt (local.get $apart) (f64x2.mul (local.get $rel) (local.get $size)))))
    (local.set $pass (i64x2.sub (local.get $rel) (local.get $short)))
    (local.set $gt (f64x2.gt (local.get $pass) (local.get $passRel)))
    ${[
      ['pass', 'passRel'],
      ['lv', 'passLegacy'],
      ['mv', 'passModern'],
    ]
      .map(
        ([from, to]) => `(local.set $${to} (v128.bitselect (local.get $${from}) (local.get $${to}) (local.get $gt)))`,
      )
      .join('\n    ')}
    ${ordinal(format.bits('(local.get $l)'), '$neg', '$lo')}
    ${ordinal(format.bits('(local.get $m)'), '$neg', '$mo')}
    (local.set $gt (i64x2.gt_s (local.get $mo) (local.get $lo)))
    (local.set $ulp (v128.xor (local.get $top) (v128.and (local.get $live) (i64x2.sub
      (v128.xor (i64x2.sub (local.get $lo) (local.get $mo)) (local.get $gt)) (local.get $gt)))))
    ${raiseSteps('$maxUlp', '(local.get $ulp)')}
    (if (i32.eq (local.get $ranking) (i32.const 2)) (then
      (local.set $over (v128.and (local.get $live) (i64x2.gt_s (local.get $ulp) (local.get $limit))))
      (local.set $score (local.get $ulp))
      (local.set $bad (i64x2.gt_s (local.get $score) (v128.bitselect (local.get $beyondBar) (local.get $withinBar) (local.get $over))))
    ) (else
      (local.set $over (v128.and (local.get $live) (f64x2.gt (local.get $apart) (local.get $allowed))))
      (local.set $score (local.get $rel))
      (if (i32.eqz (local.get $ranking)) (then
        (local.set $score (v128.and (local.get $live) (f64x2.div (local.get $apart) (local.get $allowed))))))
      ${raise('$maxScore', '(local.get $score)')}
      (local.set $bad (f64x2.gt (local.get $score) (v128.bitselect (local.get $beyondBar) (local.get $withinBar) (local.get $over))))))
    (local.set $bad (v128.and (local.get $live) (local.get $bad)))
    (if (v128.any_true (local.get $bad)) (then
      (call $list_worst (i64x2.bitmask (local.get $bad)) (i64x2.bitmask (local.get $over)) (local.get $score) (local.get $index))))
    ${count('$beyond', '(local.get $over)')}
    (if (i32.lt_s (local.get $first) (i32.const 0)) (then
      (if (v128.any_true (local.get $over)) (then
        (local.set $first (i32.add (local.get $index) (i32.ctz (i64x2.bitmask (local.get $over)))))))))
    (local.set $l (i32.add (local.get $l) (i32.const ${2 * format.bytes})))
    (local.set $m (i32.add (local.get $m) (i32.const ${2 * format.bytes})))
    (local.set $index (i32.add (local.get $index) (i32.const 2)))
    (br_if $next (local.tee $vectors (i32.sub (local.get $vectors) (i32.const 1)))))
  ${records.map((name) => store('v128', name, `(local.get $${name})`)).join('\n  ')}
  ${store('i32', 'firstBeyond', '(local.get $first)')})`;
