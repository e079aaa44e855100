import type { FlagNote } from 'vernier';

const note = (bugType: string, description: string, effect: string): FlagNote => ({ bugType, description, effect });

/** What each flag of a vector says about a side that fails it. */
export const notes: Readonly<Record<string, FlagNote>> = {
  Negative: note(
    'VALIDATION',
    'The case should be refused or raise on at least one side.',
    'Wrong input is taken for right, or the error has another class.',
  ),
  Edge: note(
    'EDGE_CASE',
    'The case lies at the end of a range, at a branch point, or uses rare types or writing.',
    'Rare inputs give wrong results while common ones are right.',
  ),
  Model: note(
    'BASIC',
    'A formula of a theory that users fit, on arrays of realistic size and range.',
    'Fits with this theory give other parameters.',
  ),
  Preset: note(
    'BASIC',
    'An expression that RepTate ships as a default or preset.',
    'The program is wrong out of the box.',
  ),
  View: note('BASIC', 'An expression of a view of the universal viewer.', 'Plots show other curves.'),
  Operator: note('BASIC', 'One operator on ordinary operands.', 'Nearly every expression is wrong.'),
  Function: note('BASIC', 'One function of the grammar.', 'Expressions with this function are wrong.'),
  SpecialArgument: note(
    'EDGE_CASE',
    'A function at branch points, poles, zeros, infinities, NaN, subnormal and huge arguments.',
    'Digits, signs or special values are lost where data touch the ends of a domain.',
  ),
  Precedence: note('PARSER', 'How operators and signs bind and group.', 'Expressions silently mean something else.'),
  NumberSyntax: note('PARSER', 'How a number is written.', 'A literal has another value or type, or is refused.'),
  PythonOnlyNumber: note(
    'PARSER',
    'A writing of numbers that Python knows and few other languages do.',
    'Expressions that worked are refused.',
  ),
  Layout: note(
    'PARSER',
    'Blanks, line breaks, commas and comments.',
    'Expressions that worked are refused, or broken ones accepted.',
  ),
  PythonOnlyLayout: note(
    'PARSER',
    'A comment, which only Python reads as one.',
    'Expressions that worked are refused.',
  ),
  Name: note('PARSER', 'Which names are allowed and told apart.', 'A variable is not found or mistaken for another.'),
  Size: note(
    'RESOURCE',
    'Long or deeply nested expressions.',
    'Long formulas fail, or hostile ones exhaust the stack.',
  ),
  Constant: note('SEMANTICS', 'The constants e and pi.', 'Expressions with constants are wrong.'),
  ShadowedConstant: note(
    'KNOWN_CHANGE',
    'A binding is named e or pi. The legacy side uses the binding, the moderns the constant, on purpose.',
    'A parameter named e or pi is silently ignored.',
  ),
  ShadowedFunction: note(
    'KNOWN_CHANGE',
    'A binding is named like a function. The legacy side fails to call it, the moderns call the function.',
    'An expression that raised gives a number.',
  ),
  IntegerLiteral: note(
    'KNOWN_CHANGE',
    'An integer literal, which the moderns read as a float on purpose.',
    'Integer results become floats and lose digits beyond 2**53.',
  ),
  PythonInteger: note(
    'TYPES',
    'A bound Python integer, exact at any size.',
    'Digits beyond 2**53 are lost, or integers turn into floats.',
  ),
  IntegerArray: note(
    'TYPES',
    'Arrays of whole numbers: result type, wrap-around, division.',
    'Results have another type or differ by multiples of 2**32 or 2**64.',
  ),
  Float32: note(
    'TYPES',
    'Arrays in single precision: no widening by Python numbers, rounding at every step.',
    'Results carry digits that are not there, or overflow elsewhere.',
  ),
  HalfPrecision: note(
    'TYPES',
    'NumPy computes functions of 8-bit integers and truth values in half precision.',
    'Results have more digits than the legacy side ever had.',
  ),
  Bool: note(
    'TYPES',
    'Truth values in arithmetic.',
    'A mask is added or negated where NumPy refuses, or the other way round.',
  ),
  Complex: note(
    'TYPES',
    'A real expression with a complex result.',
    'NaN or an error takes the place of a complex number.',
  ),
  Broadcast: note(
    'SHAPES',
    'Arrays of different shapes, of one element, or of none.',
    'Results have another shape or repeat the wrong elements.',
  ),
  ShapeMismatch: note('SHAPES', 'Shapes that do not go together.', 'Data of different length are combined silently.'),
  SignedZero: note(
    'NUMERICS',
    'The sign of a zero decides the result.',
    'Quotients and angles jump to the other side.',
  ),
  Infinity: note('NUMERICS', 'Infinite operands or results.', 'Infinities turn into NaN or errors.'),
  NotANumber: note('NUMERICS', 'NaN in or out.', 'NaN is lost, or spreads where it should not.'),
  Subnormal: note('NUMERICS', 'Subnormal operands or results.', 'Small values are flushed to zero.'),
  Overflow: note(
    'NUMERICS',
    'Results at or beyond the largest number of their type.',
    'An infinity, an error or a wrapped number takes the place of another of these.',
  ),
  Cancellation: note(
    'NUMERICS',
    'Most digits cancel, so that rounding errors are all that is left.',
    'Results differ in leading digits when an operation is regrouped.',
  ),
  Rounding: note(
    'NUMERICS',
    'A value halfway between two results, or one step from a jump.',
    'Results are off by one.',
  ),
  RefusedSyntax: note(
    'KNOWN_CHANGE',
    "Python that the legacy side runs and the moderns' grammar refuses on purpose.",
    'Expressions that worked raise; or, if accepted, the evaluator is open to attack.',
  ),
  Injection: note(
    'SECURITY',
    'A way out of an evaluator into the interpreter, in a harmless form.',
    'A data file can run code.',
  ),
  MalformedSyntax: note('VALIDATION', 'Text that is no expression in any grammar.', 'A typing error gives a number.'),
  MissingVariable: note('VALIDATION', 'A name that nobody knows.', 'A misspelt name is taken for something else.'),
  Arity: note('VALIDATION', 'The number of arguments of a call.', 'Arguments are ignored or made up.'),
  TypeMismatch: note('VALIDATION', 'Operands that do not go together.', 'A number comes out of nonsense.'),
  ZeroDivision: note(
    'VALIDATION',
    'A division by zero of plain numbers, which raises where arrays do not.',
    'Infinities enter where the legacy side stopped.',
  ),
  DomainError: note(
    'VALIDATION',
    'Arguments for which the operation is not defined.',
    'Wrong numbers enter where the legacy side stopped.',
  ),
};
