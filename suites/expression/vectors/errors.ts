import type { VectorSource } from 'vernier';
import { linspace, negative } from './make.ts';

const x = linspace(0.5, 2.5, 5);

/** What raises on every side, each for one reason. */
export const errors: VectorSource[] = [
  negative('missing-variable', 'A variable that is not bound.', 'x+y', { x }, 'MissingVariable'),
  negative('missing-all', 'A variable without any bindings.', 'q', {}, 'MissingVariable'),
  negative('missing-function', 'A function that nobody knows.', 'gamma(x)', { x }, 'MissingVariable'),
  negative('missing-by-case', 'Functions are known by their case.', 'Sin(x)', { x }, 'MissingVariable'),
  negative(
    'builtin-function',
    'A built-in function of Python that is not in the namespace.',
    'max(x)',
    { x },
    'MissingVariable',
  ),
  negative('empty', 'An empty expression.', '', {}, 'MalformedSyntax'),
  negative('only-blanks', 'An expression of blanks.', '   ', {}, 'MalformedSyntax'),
  negative('open-parenthesis', 'A parenthesis that is never closed.', '(x+1.0', { x }, 'MalformedSyntax'),
  negative('stray-parenthesis', 'A parenthesis that was never opened.', 'x+1.0)', { x }, 'MalformedSyntax'),
  negative('operator-at-end', 'An operator without a right operand.', 'x+', { x }, 'MalformedSyntax'),
  negative('operator-at-start', 'An operator without a left operand.', '*x', { x }, 'MalformedSyntax'),
  negative('two-operators', 'Two operators in a row.', 'x*/2.0', { x }, 'MalformedSyntax'),
  negative('two-names', 'Two names in a row.', 'x x', { x }, 'MalformedSyntax'),
  negative('keyword', 'A keyword of Python is no name.', 'lambda', {}, 'MalformedSyntax'),
  negative('dollar', 'A character that no grammar knows.', '$x', { x }, 'MalformedSyntax'),
  negative('control-character', 'A control character inside the expression.', 'x\u0001+1.0', { x }, 'MalformedSyntax'),
  negative('empty-call', 'A call without an argument.', 'sin()', {}, 'Arity'),
  negative('empty-argument', 'A call with a comma and nothing before it.', 'arctan2(,x)', { x }, 'MalformedSyntax'),
  negative('too-few-arguments', 'A function of two arguments called with one.', 'arctan2(x)', { x }, 'Arity'),
  negative('too-many-arguments', 'A function of one argument called with four.', 'sin(x,x,x,x)', { x }, 'Arity'),
  negative(
    'second-argument-of-round',
    'NumPy rounds to decimals by a second argument, which the moderns refuse.',
    'around(x,1)',
    { x },
    'Arity',
  ),
  negative('function-as-value', 'A function used as a number.', 'sin+1.0', {}, 'TypeMismatch'),
  negative('number-called', 'A number that is called.', '2.0(x)', { x }, 'TypeMismatch', 'RefusedSyntax'),
  negative('variable-called', 'A variable that is called.', 'x(1.0)', { x: 2.5 }, 'TypeMismatch'),
  negative('text-plus-number', 'A text cannot be added to a number.', 's+1.0', { s: 'text' }, 'TypeMismatch'),
  negative('none-plus-number', 'Nothing cannot be added to a number.', 'v+1.0', { v: null }, 'TypeMismatch'),
];
