/** The part of a text that differs from another one: from, up to. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const number = /^(-?)(?:(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?)$/i;

/**
 * Where two texts differ. Of two numbers of one sign and exponent it is their digits from the first that differs on;
 * of other texts what is left when the beginnings and the ends that they share are taken away.
 */
export function differing(a: string, b: string): readonly [Range, Range] {
  if (a === b) return [none, none];
  const [one, other] = [number.exec(a), number.exec(b)];
  if (one !== null && other !== null) {
    const isAlike = one[1] === other[1] && one[2]!.length === other[2]!.length && one[4] === other[4];
    const start = isAlike ? sharedStart(a, b) : 0;
    return [
      { from: start, to: digitsEnd(a) },
      { from: start, to: digitsEnd(b) },
    ];
  }
  const start = sharedStart(a, b);
  const end = sharedEnd(a, b, start);
  return [
    { from: start, to: a.length - end },
    { from: start, to: b.length - end },
  ];
}

const none: Range = { from: 0, to: 0 };

function digitsEnd(text: string): number {
  const exponent = text.search(/e/i);
  return exponent < 0 ? text.length : exponent;
}

function sharedStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return isLow(a, i) || isLow(b, i) ? i - 1 : i;
}

function sharedEnd(a: string, b: string, start: number): number {
  let i = 0;
  while (i < a.length - start && i < b.length - start && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  return isLow(a, a.length - i) || isLow(b, b.length - i) ? i - 1 : i;
}

/** In the middle of a surrogate pair. */
function isLow(text: string, at: number): boolean {
  return at > 0 && /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
}
