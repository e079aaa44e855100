/** A count with separators: `2,999`. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 element`, `2,999 elements`. */
export function elements(n: number): string {
  return `${count(n)} element${n === 1 ? '' : 's'}`;
}

/** A number short enough for a sentence: up to six significant digits. */
export function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** A factor: one that is nearly 1 by how far it is from it, `1 + 3e-12`. */
export function factorWords(factor: number): string {
  const rest = factor - 1;
  if (rest === 0 || Math.abs(rest) >= 1e-3) return short(factor);
  return `1 ${rest < 0 ? '-' : '+'} ${short(Math.abs(Number(rest.toPrecision(3))))}`;
}

/** `2,999 of 2,999 elements`: what a test that allows no exception looked at. */
export function all(n: number, noun = 'element'): string {
  return `${count(n)} of ${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `1 of 1 element equals`, to be followed by what. */
export function allEqual(n: number): string {
  return `${all(n)} equal${n === 1 ? 's' : ''}`;
}

/** `1 of 1 element is`, to be followed by what. */
export function allAre(n: number, noun = 'element'): string {
  return `${all(n, noun)} ${n === 1 ? 'is' : 'are'}`;
}

/** How many of the elements tested differ at all, and of how many they are a sample; nothing of a single one. */
export function andDiffer({ legacy, differing, total }: Tested): string {
  if (legacy.length === 1) return '';
  const sample = legacy.length < total ? ` (a sample of ${count(total)})` : '';
  return `, ${count(differing.length)} of them differ${differing.length === 1 ? 's' : ''}${sample}`;
}

interface Tested {
  readonly legacy: readonly unknown[];
  readonly differing: readonly unknown[];
  readonly total: number;
}
