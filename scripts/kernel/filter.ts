/**
 * The part of the kernel that passes over blocks which cannot change a record: a few operations a pair and one branch a
 * block. It errs on the side of judging in full.
 */
import { blockLength, layout } from '../../src/compare/kernel/layout.ts';
import { near, passesSame } from './near.ts';
import { address, type Format, formats, loadF64, loadI32, loadI64, loadPair, locals, store, topBit } from './parts.ts';

/**
 * `relative`: no absolute tolerance, which saves operations. `drifting`: pairs beyond policy may pass as well, and are
 * counted. `whole`: judges everything in full.
 */
export const kinds = ['near', 'relative', 'general', 'drifting', 'whole'] as const;
type Kind = (typeof kinds)[number];

/**
 * What a pair may reach without being noticed. Strictly below it, so that products rounded up among subnormals do no
 * harm; a billionth less than the record, so that no other rounding does.
 */
const slack = 1 - 2 ** -30;
/** A factor below this could itself be rounded by a large part; none is used then. */
const tiny = 1e-290;
/** How many blocks may be judged in full before it counts how many passed: the first pairs set records. */
const patience = 16;

/** Of two numbers, neither of them NaN: without the branches that `f64.max` and `f64.min` take for it. */
const choose = (op: 'pmax' | 'pmin', a: string, b: string): string =>
  `(f64x2.extract_lane 0 (f64x2.${op} (f64x2.splat ${a}) (f64x2.splat ${b})))`;
const max2 = (a: string, b: string): string => choose('pmax', a, b);
const min2 = (a: string, b: string): string => choose('pmin', a, b);
const lanes = (slot: 'maxRel' | 'maxScore', join = max2): string =>
  join(`(f64.load ${address(slot)})`, `(f64.load offset=8 ${address(slot)})`);
const steps = (slot: 'maxUlp'): string => `(call $larger_steps ${address(slot)})`;
const stepsScore = (lane: number): string =>
  `(f64.convert_i64_u (i64.xor (i64x2.extract_lane ${lane} (local.get $score)) ${topBit}))`;
/** Functions that do not depend on the dtype. */
export const shared = `
(global $sizeFactor (mut f64) (f64.const 0))
(global $allowedFactor (mut f64) (f64.const 0))
(global $allowedBase (mut f64) (f64.const 0))
(global $scoreFactor (mut f64) (f64.const 0))
(global $steps (mut i64) (i64.const 0))

(func $list_odd (param $lanes i32) (param $index i32)
  (local $count i32)
  (if (i32.eqz (local.get $lanes)) (then (return)))
  (local.set $count ${loadI32('oddCount')})
  (loop $next
    (i32.store offset=${layout.odd} (i32.shl (local.get $count) (i32.const 2))
      (i32.add (local.get $index) (i32.ctz (local.get $lanes))))
    (local.set $count (i32.add (local.get $count) (i32.const 1)))
    (br_if $next (local.tee $lanes (i32.and (local.get $lanes) (i32.sub (local.get $lanes) (i32.const 1))))))
  ${store('i32', 'oddCount', '(local.get $count)')})

(func $larger_steps (param $at i32) (result i64)
  (local $a i64) (local $b i64)
  (local.set $a (i64.xor (i64.load (local.get $at)) ${topBit}))
  (local.set $b (i64.xor (i64.load offset=8 (local.get $at)) ${topBit}))
  (select (local.get $a) (local.get $b) (i64.gt_u (local.get $a) (local.get $b))))

;; Derives what the filter lets pass from the records so far.
(func $thresholds (param $maxSteps i64) (param $drifting i32)
  (local $share f64) (local $factor f64) (local $steps i64)
  (local.set $share ${min2(min2('(f64.const 1)', loadF64('withinBar')), lanes('maxScore'))})
  (local.set $factor ${lanes('maxRel')})
  (global.set $allowedFactor (f64.const inf))
  (global.set $allowedBase (f64.const inf))
  (local.set $steps ${steps('maxUlp')})
  (global.set $scoreFactor (f64.const inf))
  (if (i32.eqz ${loadI32('ranking')}) (then
    (global.set $scoreFactor (call $not_tiny (f64.mul (f64.const ${slack})
      ${min2(min2(loadF64('withinBar'), loadF64('beyondBar')), lanes('maxScore'))})))
    (local.set $share (f64.mul (local.get $share) (f64.const ${slack})))
    (global.set $allowedFactor (call $not_tiny (f64.mul (local.get $share) ${loadF64('rtol')})))
    (global.set $allowedBase (call $not_tiny (f64.mul (local.get $share) ${loadF64('atol')})))
    (if (i32.and (f64.eq ${loadF64('atol')} (f64.const 0)) (i32.eqz (local.get $drifting))) (then
      (local.set $factor ${min2('(local.get $factor)', '(global.get $allowedFactor)')})))))
  (if (i32.eq ${loadI32('ranking')} (i32.const 1)) (then
    ;; Whatever differs is beyond policy.
    (local.set $factor (select ${min2('(local.get $factor)', loadF64('beyondBar'))} (f64.const 0) (local.get $drifting)))))
  (if (i32.eq ${loadI32('ranking')} (i32.const 2)) (then
    (local.set $steps (call $fewer (local.get $steps) ${loadI64('ulpLimit')}))
    (local.set $steps (call $fewer (local.get $steps) (i64.trunc_sat_f64_u ${loadF64('withinBar')})))))
  (global.set $sizeFactor (call $not_tiny (f64.mul (local.get $factor) (f64.const ${slack}))))
  (local.set $steps (call $fewer (local.get $steps) (local.get $maxSteps)))
  ;; The bits of integers say nothing.
  (if ${loadI32('integers')} (then (local.set $steps (i64.const 0x4000000000000000))))
  (global.set $steps (local.get $steps)))

(func $not_tiny (param $x f64) (result f64)
  (select (f64.const 0) (local.get $x) (f64.lt (local.get $x) (f64.const ${tiny}))))

(func $fewer (param $a i64) (param $b i64) (result i64)
  (select (local.get $a) (local.get $b) (i64.lt_u (local.get $a) (local.get $b))))

;; Lists those of two pairs that are above the bar of their side.
(func $list_worst (param $lanes i32) (param $over i32) (param $score v128) (param $index i32)
  (if (i32.eq ${loadI32('ranking')} (i32.const 2)) (then
    (local.set $score (f64x2.replace_lane 1
      (f64x2.splat ${stepsScore(0)}) ${stepsScore(1)}))))
  (if (i32.and (local.get $lanes) (i32.const 1)) (then
    (call $list_one (local.get $index) (i32.and (local.get $over) (i32.const 1)) (f64x2.extract_lane 0 (local.get $score)))))
  (if (i32.and (local.get $lanes) (i32.const 2)) (then
    (call $list_one (i32.add (local.get $index) (i32.const 1)) (i32.shr_u (local.get $over) (i32.const 1)) (f64x2.extract_lane 1 (local.get $score))))))

(func $list_one (param $index i32) (param $over i32) (param $score f64)
  (local $at i32)
  (local.set $at (i32.shl ${loadI32('worstCount')} (i32.const 4)))
  (f64.store offset=${layout.worst} (local.get $at) (local.get $score))
  (i32.store offset=${layout.worst + 8} (local.get $at) (local.get $index))
  (i32.store offset=${layout.worst + 12} (local.get $at) (local.get $over))
  ${store('i32', 'worstCount', `(i32.add ${loadI32('worstCount')} (i32.const 1))`)})`;

/** What a kind of filter does to a block, and with what it leaves. */
export interface Filter {
  readonly locals: string;
  /** Takes over what \`$thresholds\` derived. */
  readonly derive: string;
  /** Looks at all pairs of the block. */
  readonly block: string;
  /** Whether the block may pass. */
  readonly passes: string;
  /** Asked, at some cost, where it may not. */
  readonly passesAgain?: string;
  /** Counts the pairs of a block that passed. */
  readonly tally: string;
  /** It gives up where more than one block in so many had to be judged in full or looked at again. */
  readonly oneIn: number;
  /** Makes two 64-bit counts of each that it kept in another form. */
  readonly finish: string;
}

/** Decides two pairs: whether they may pass, which are the same, and in which modern is above. */
const filterPair = (format: Format, kind: Kind, i: number): string => {
  const at = (side: string): string => `offset=${2 * i * format.bytes} (local.get ${side})`;
  const join = (name: string, op: string, value: string): string =>
    i === 0 ? `(local.set ${name} ${value})` : `(local.set ${name} (${op} (local.get ${name}) ${value}))`;
  const tally = (name: string, mask: string): string =>
    `(local.set ${name} (i64x2.sub ${i === 0 ? '(v128.const i64x2 0 0)' : `(local.get ${name})`} ${mask}))`;
  const own = format.name === 'f8';
  return `
      (local.set $lv ${format.values(at('$l'))})
      (local.set $mv ${format.values(at('$m'))})
      (local.set $size (v128.and (local.get $magnitude) (local.get $lv)))
      (local.set $limit (f64x2.mul (local.get $sizeFactor) (local.get $size)))
      (local.set $apart (v128.and (local.get $magnitude) (f64x2.sub (local.get $lv) (local.get $mv))))
      (local.set $maxAbsNow (f64x2.pmax ${i === 0 ? '(local.get $maxAbs)' : '(local.get $maxAbsNow)'} (local.get $apart)))
      ${
        kind === 'drifting'
          ? `(local.set $allowed (f64x2.add (local.get $atol) (f64x2.mul (local.get $rtol) (local.get $size))))
      (local.set $limit (f64x2.pmin (local.get $limit) (f64x2.mul (local.get $allowed) (local.get $scoreFactor))))
      ${tally('$beyondNow', '(f64x2.gt (local.get $apart) (local.get $allowed))')}`
          : ''
      }
      ${
        kind === 'general'
          ? `(local.set $limit (f64x2.pmin (local.get $limit)
              (f64x2.add (local.get $allowedBase) (f64x2.mul (local.get $allowedFactor) (local.get $size)))))`
          : ''
      }
      (local.set $eq (f64x2.eq (local.get $lv) (local.get $mv)))
      ${join(
        '$pass',
        'v128.and',
        `(v128.andnot (v128.or (local.get $eq) (f64x2.lt (local.get $apart) (local.get $limit)))
          (i64x2.gt_s (i64x2.add (local.get $stepsAdded) (i64x2.sub
            ${own ? '(local.get $lv)' : format.bits(at('$l'))} ${own ? '(local.get $mv)' : format.bits(at('$m'))})) (local.get $stepsLimit)))`,
      )}
      ${tally('$sameNow', '(local.get $eq)')}
      ${tally('$aboveNow', '(f64x2.lt (local.get $lv) (local.get $mv))')}`;
};

const far = (format: Format, kind: Kind): Filter => ({
  locals: locals(
    'v128',
    '$lv $mv $size $limit $eq $apart $allowed $rtol $atol $scoreFactor $beyond $beyondNow $sizeFactor $allowedFactor $allowedBase $stepsAdded $stepsLimit',
  ),
  derive: `
  (local.set $rtol (f64x2.splat ${loadF64('rtol')}))
  (local.set $atol (f64x2.splat ${loadF64('atol')}))
  (local.set $sizeFactor (f64x2.splat (global.get $sizeFactor)))
  (local.set $allowedFactor (f64x2.splat (global.get $allowedFactor)))
  (local.set $allowedBase (f64x2.splat (global.get $allowedBase)))
  (local.set $scoreFactor (f64x2.splat (global.get $scoreFactor)))
  (local.set $stepsAdded (i64x2.splat (i64.xor (global.get $steps) ${topBit})))
  (local.set $stepsLimit (i64x2.splat (i64.xor (i64.shl (global.get $steps) (i64.const 1)) ${topBit})))`,
  block: Array.from({ length: blockLength / 2 }, (_, i) => filterPair(format, kind, i)).join(''),
  passes: '(i64x2.all_true (local.get $pass))',
  tally: `
        (local.set $same (i64x2.add (local.get $same) (local.get $sameNow)))
        (local.set $above (i64x2.add (local.get $above) (local.get $aboveNow)))
        (local.set $beyond (i64x2.add (local.get $beyond) (local.get $beyondNow)))`,
  oneIn: 2,
  finish: store('v128', 'beyond', `(i64x2.add ${loadPair('beyond')} (local.get $beyond))`),
});

/** Scans `blocks` blocks from the addresses given; records and lists are left in memory. Gives how many it scanned. */
export const scan = (format: Format, kind: Kind): string =>
  kind === 'whole' ? scanWhole(format) : scanFiltered(format, kind, kind === 'near' ? near(format) : far(format, kind));

function scanWhole({ name }: Format): string {
  return `
(func (export "${name}_whole") (param $l i32) (param $m i32) (param $blocks i32) (result i32)
  (call $exact_${name} (local.get $l) (local.get $m) (i32.const 0) (i32.mul (local.get $blocks) (i32.const ${blockLength / 2})))
  (local.get $blocks))`;
}

/** Gives up when too many blocks had to be judged in full. */
function scanFiltered(format: Format, kind: Kind, filter: Filter): string {
  const advance = (name: string, by: number): string =>
    `(local.set ${name} (i32.add (local.get ${name}) (i32.const ${by})))`;
  const passed = `(local.set $maxAbs (local.get $maxAbsNow)) ${filter.tally} (br $done)`;
  return `
(func (export "${format.name}_${kind}") (param $l i32) (param $m i32) (param $blocks i32) (result i32)
  ${locals('i32', '$index $slow $judged $end')}
  ${locals('v128', '$magnitude $pass $same $sameNow $above $aboveNow $maxAbs $maxAbsNow')}
  ${filter.locals}
  (local.set $end (i32.mul (local.get $blocks) (i32.const ${blockLength})))
  (call $thresholds (i64.const ${format.maxSteps}) (i32.const ${Number(kind === 'drifting')}))
  ${filter.derive}
  ;; All bits but the sign, in a register: \`f64x2.abs\` would fetch them each time.
  (local.set $magnitude (v128.const i64x2 0x7fffffffffffffff 0x7fffffffffffffff))
  (loop $next
    ${filter.block}
    (block $done
      (if ${filter.passes} (then
        ${passed}))
      ${advance('$slow', 1)}
      (if (i32.and (i32.gt_u (local.get $slow) (i32.const ${patience}))
        (i32.gt_u (i32.mul (local.get $slow) (i32.const ${filter.oneIn * blockLength})) (local.get $index))) (then
        (local.set $end (i32.add (local.get $index) (i32.const ${blockLength})))))
      ${filter.passesAgain === undefined ? '' : `(if ${filter.passesAgain} (then ${passed}))`}
      ${advance('$judged', blockLength / 2)}
      (call $exact_${format.name} (local.get $l) (local.get $m) (local.get $index) (i32.const ${blockLength / 2}))
      (call $thresholds (i64.const ${format.maxSteps}) (i32.const ${Number(kind === 'drifting')}))
      ${filter.derive})
    ${advance('$l', blockLength * format.bytes)}
    ${advance('$m', blockLength * format.bytes)}
    ${advance('$index', blockLength)}
    (br_if $next (i32.lt_u (local.get $index) (local.get $end))))
  ${filter.finish}
  ${store('v128', 'maxAbs', `(f64x2.pmax ${loadPair('maxAbs')} (local.get $maxAbs))`)}
  ${store('v128', 'above', `(i64x2.add ${loadPair('above')} (local.get $above))`)}
  ;; What was judged in full is counted there.
  ${store('v128', 'differing', `(i64x2.add ${loadPair('differing')} (i64x2.sub (i64x2.splat (i64.extend_i32_u (i32.sub (i32.shr_u (local.get $end) (i32.const 1)) (local.get $judged)))) (local.get $same)))`)}
  (i32.div_u (local.get $end) (i32.const ${blockLength})))`;
}

export const scans = formats.flatMap((format) => [passesSame(format), ...kinds.map((kind) => scan(format, kind))]);
