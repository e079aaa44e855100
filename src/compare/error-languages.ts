/** The languages of legacy and modern, in this order. */
export type LanguagePair = 'python-javascript' | 'javascript-python';

export const languagePairs: readonly LanguagePair[] = ['python-javascript', 'javascript-python'];

/**
 * Which class of JavaScript says what a class of Python says. From the languages' own references: what raises it there
 * for the same mistake (ECMA-262, clause "Native Error Types Used in This Standard"; Python's "Built-in Exceptions").
 * A plain `Error` says nothing of what went wrong and meets only a plain `Exception`. Python's KeyError, IndexError and
 * OSError meet nothing: JavaScript gives `undefined`, or its runtimes a plain `Error`.
 */
const pairs: readonly (readonly [python: string, javascript: string])[] = [
  // A value of the right type that is out of range: `(1).toFixed(101)`, `new Array(-1)`, `"".repeat(-1)`.
  ['ValueError', 'RangeError'],
  ['OverflowError', 'RangeError'],
  // `1n / 0n`.
  ['ZeroDivisionError', 'RangeError'],
  // Too deep a recursion.
  ['RecursionError', 'RangeError'],
  ['TypeError', 'TypeError'],
  // A property of `undefined` or `null`, a call of what is no function.
  ['AttributeError', 'TypeError'],
  // `JSON.parse`, `BigInt("x")`, `new RegExp("(")`, `new Function("(")`.
  ['SyntaxError', 'SyntaxError'],
  ['IndentationError', 'SyntaxError'],
  ['json.decoder.JSONDecodeError', 'SyntaxError'],
  ['re.error', 'SyntaxError'],
  ['re.PatternError', 'SyntaxError'],
  ['NameError', 'ReferenceError'],
  ['UnboundLocalError', 'ReferenceError'],
  // `decodeURIComponent("%")`, `encodeURI` of a lone surrogate.
  ['UnicodeDecodeError', 'URIError'],
  ['UnicodeEncodeError', 'URIError'],
  ['AssertionError', 'AssertionError'],
  ['ExceptionGroup', 'AggregateError'],
  ['Exception', 'Error'],
];

const known: ReadonlySet<string> = new Set(pairs.map((pair) => pair.join(' ')));

/** True when two classes of two languages say the same by the shipped map. */
export function meansTheSame(legacy: string, modern: string, languages: LanguagePair): boolean {
  return known.has(languages === 'python-javascript' ? `${legacy} ${modern}` : `${modern} ${legacy}`);
}
