/** Integers where languages differ: around 0 and the ends of 8 to 64 bits, and where a double no longer holds all. */
export const int64Edges: readonly bigint[] = [
  ...[0n, 1n, -1n, 2n, 10n, -10n, 127n, 128n, 255n, 256n, -128n, -129n, 32_767n, 32_768n, 65_535n, 65_536n],
  ...[2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n), -(2n ** 31n) - 1n, 2n ** 32n - 1n, 2n ** 32n],
  ...[2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)],
];

/** Strings where languages differ: empty, white space, quotes and marks one by one, cases, accents, planes, directions. */
export const textEdges: readonly string[] = [
  '',
  ...[' ', '\t', '\n', '\r\n', '\u0000', '\u00a0', '\u2028', '\ufeff'],
  ...Array.from('"\'\\/%+&=?#.,:;-_~!*()[]{}<>|$@^`'),
  ...['a', 'A', '0', 'ß', 'İ', 'ı', 'ſ', 'é', 'e\u0301', 'ﬁ', '٣', '中', '🙂', '👩‍👩‍👧', '\u202eabc', '\ud800'],
  ...['a b', 'a/b', 'a+b', 'a%20b', 'true', 'null', 'nan', '1e5', '-0', '01', ' 1 '],
];
