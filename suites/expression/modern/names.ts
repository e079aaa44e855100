/** What a name in an expression may stand for. Null-prototype and set lookups only: no name reaches a prototype. */

/** Functions and how many arguments each takes. */
export const arities: ReadonlyMap<string, 1 | 2> = new Map<string, 1 | 2>([
  ...'sin cos tan arccos arcsin arctan sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt'
    .split(' ')
    .map((name): [string, 1] => [name, 1]),
  ...'around round rint floor ceil trunc fabs abs deg2rad rad2deg'.split(' ').map((name): [string, 1] => [name, 1]),
  ...'arctan2 mod power'.split(' ').map((name): [string, 2] => [name, 2]),
]);

/** Looked up before the bindings, so a bound `e` or `pi` is not seen. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['pi', Math.PI],
]);

/** Python built-ins: refused even when bound, as the Python evaluators refuse them. */
const deniedNames: ReadonlySet<string> = new Set(
  (
    'all any ascii bin breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod ' +
    'enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int ' +
    'isinstance issubclass iter len list locals map memoryview next object oct open ord print property quit range repr ' +
    'reversed set setattr slice sorted staticmethod str super tuple type vars zip'
  ).split(' '),
);

/** Python's keywords but for `True` and `False`: no allowed expression holds one. */
export const keywords: ReadonlySet<string> = new Set(
  (
    'None and as assert async await break class continue def del elif else except finally for from global if import ' +
    'in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Whether no expression may use this name at all. */
export function isDenied(name: string): boolean {
  return name.startsWith('__') || deniedNames.has(name);
}
