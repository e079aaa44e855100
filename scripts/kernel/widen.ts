/** Integers become float64, two arrays at once: what binary64 cannot hold exactly becomes NaN on one side. */
interface Integer {
  readonly name: string;
  readonly bytes: number;
  readonly load: string;
  readonly convert: string;
}

const narrow: readonly Integer[] = [
  { name: 'i1', bytes: 1, load: 'i32.load8_s', convert: 'f64.convert_i32_s' },
  { name: 'u1', bytes: 1, load: 'i32.load8_u', convert: 'f64.convert_i32_u' },
  { name: 'i2', bytes: 2, load: 'i32.load16_s', convert: 'f64.convert_i32_s' },
  { name: 'u2', bytes: 2, load: 'i32.load16_u', convert: 'f64.convert_i32_u' },
  { name: 'i4', bytes: 4, load: 'i32.load', convert: 'f64.convert_i32_s' },
  { name: 'u4', bytes: 4, load: 'i32.load', convert: 'f64.convert_i32_u' },
];
const wide = [
  {
    name: 'i8',
    convert: 'f64.convert_i64_s',
    exact: (x: string) => `(i64.lt_u (i64.add ${x} (i64.const 0x10000000000000)) (i64.const 0x20000000000000))`,
  },
  { name: 'u8', convert: 'f64.convert_i64_u', exact: (x: string) => `(i64.lt_u ${x} (i64.const 0x10000000000000))` },
];

const signature = '(param $l i32) (param $m i32) (param $toL i32) (param $toM i32) (param $count i32)';
const step = (bytes: number): string =>
  [
    ...['$l', '$m'].map((name) => `(local.set ${name} (i32.add (local.get ${name}) (i32.const ${bytes})))`),
    ...['$toL', '$toM'].map((name) => `(local.set ${name} (i32.add (local.get ${name}) (i32.const 8)))`),
    '(br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1))))',
  ].join('\n    ');

const widenNarrow = ({ name, bytes, load, convert }: Integer): string => `
(func (export "widen_${name}") ${signature}
  (loop $next
    (f64.store (local.get $toL) (${convert} (${load} (local.get $l))))
    (f64.store (local.get $toM) (${convert} (${load} (local.get $m))))
    ${step(bytes)}))`;

const widenWide = ({ name, convert, exact }: (typeof wide)[number]): string => `
(func (export "widen_${name}") ${signature}
  (local $a i64) (local $b i64)
  (loop $next
    (local.set $a (i64.load (local.get $l)))
    (local.set $b (i64.load (local.get $m)))
    (if (i64.eq (local.get $a) (local.get $b)) (then (local.set $a (i64.const 0)) (local.set $b (i64.const 0))))
    (f64.store (local.get $toL) (select (${convert} (local.get $a)) (f64.const nan)
      (i32.and ${exact('(local.get $a)')} ${exact('(local.get $b)')})))
    (f64.store (local.get $toM) (${convert} (local.get $b)))
    ${step(8)}))`;

export const widenings = [...narrow.map(widenNarrow), ...wide.map(widenWide)];
