/** `12,345`. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 case`, `2,000 cases`. */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** Three significant digits: `7.31e-11`, `0.31`, `73.1`. */
export function short(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf';
  const size = Math.abs(x);
  if (x !== 0 && (size < 1e-3 || size >= 1e6))
    return x
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return String(Number(x.toPrecision(3)));
}

/** A share of 1 as percent, never rounded to none or to all: `91.2%`, `<0.1%`, `>99.9%`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  if (share > 0.999 && share < 1) return '>99.9%';
  return `${Number((share * 100).toFixed(1))}%`;
}

/** How much of the tolerance a difference takes: `73.1x the tolerance`, `0.31 of the tolerance`. */
export function tolerances(share: number): string {
  if (share <= 1) return `${short(share)} of the tolerance`;
  // 1.0004 must not read as if it were allowed.
  return short(share) === '1' ? 'just over the tolerance' : `${short(share)}x the tolerance`;
}

/** Nanoseconds for people: `170 ns`, `1.25 ms`, `2 s`. */
export function duration(ns: number): string {
  if (ns < 1e3) return `${short(ns)} ns`;
  if (ns < 1e6) return `${short(ns / 1e3)} us`;
  if (ns < 1e9) return `${short(ns / 1e6)} ms`;
  return `${short(ns / 1e9)} s`;
}
