"""The modern side in Python: an evaluator that walks an allow-listed syntax tree and never calls ``eval``.

It behaves as RepTate's ``safe_eval_array`` does: arithmetic with ``+ - * / **``, unary signs, parentheses and calls of
the functions below with positional arguments. Every number or truth value written in the expression becomes a float;
``e`` and ``pi`` are looked up before the bindings; values of bindings are used as they are. Where RepTate left it to
the interpreter's stack, this one has limits of its own, so that a hostile expression gets a ``ValueError`` and never a
crash: on its length, its nesting, and on what a bound integer may grow to.

Errors: ``ValueError`` for everything the grammar refuses, for a wrong number of arguments and for a missing variable;
``TypeError`` for an expression that is not text; whatever the arithmetic itself raises (``ZeroDivisionError``,
``OverflowError``, ``TypeError``).
"""

import ast
import operator
import warnings

import numpy

MAX_LENGTH = 10_000
"""Characters. The longest real formulas (sums of some tens of relaxation modes) have under 2,000."""

MAX_DEPTH = 495
"""Levels of the tree, a sum of n terms having n. RepTate ran out of stack between 495 and 500."""

MAX_BITS = 1_000_000
"""Of an integer made by ``**``: a bound integer can otherwise ask for gigabytes."""

ONE = "sin cos tan arccos arcsin arctan sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt around round rint floor ceil trunc fabs abs deg2rad rad2deg"
TWO = "arctan2 mod power"
ARITY = {**dict.fromkeys(ONE.split(), 1), **dict.fromkeys(TWO.split(), 2)}
FUNCTIONS = {name: getattr(numpy, name) for name in ARITY}
CONSTANTS = {"e": numpy.e, "pi": numpy.pi}

DENIED_NAMES = frozenset(
    "all any ascii bin breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod "
    "enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int "
    "isinstance issubclass iter len list locals map memoryview next object oct open ord print property quit range repr "
    "reversed set setattr slice sorted staticmethod str super tuple type vars zip".split()
)


def power(base, exponent):
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > MAX_BITS:
        raise OverflowError(f"Integer power is too large: more than {MAX_BITS} bits")
    return base**exponent


BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: power,
}
UNARY = {ast.UAdd: operator.pos, ast.USub: operator.neg}

REFUSED = {
    ast.Compare: "comparison",
    ast.BoolOp: "boolean operation",
    ast.IfExp: "conditional expression",
    ast.Subscript: "subscript access",
    ast.List: "list literal",
    ast.Tuple: "tuple literal",
    ast.Dict: "dict literal",
    ast.Set: "set literal",
    ast.Lambda: "lambda expression",
    ast.ListComp: "list comprehension",
    ast.GeneratorExp: "generator expression",
}


def evaluate(expression, bindings):
    """The value of ``expression`` with the variables in ``bindings``."""
    tree = parse(expression)
    variables = set()
    check(tree, variables, 1)
    missing = sorted(variables - CONSTANTS.keys() - bindings.keys())
    if missing:
        raise ValueError(f"Missing variable(s): {', '.join(missing)}")
    return walk(tree, bindings)


def parse(expression):
    """Text to tree; everything Python's own parser may raise comes out as ``ValueError``."""
    if not isinstance(expression, str):
        raise TypeError(f"Expression must be a string, not {type(expression).__name__}")
    if len(expression) > MAX_LENGTH:
        raise ValueError(f"Invalid expression: {len(expression)} characters, at most {MAX_LENGTH} are allowed")
    expression = expression.strip()
    if not expression:
        raise ValueError("Invalid expression: empty expression")
    for character in expression:
        if character > "\x7f" and not ("_" + character).isidentifier():
            raise ValueError(f"Invalid expression syntax: invalid character U+{ord(character):04X}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"Invalid expression syntax: {error}") from None
    except (RecursionError, MemoryError):
        raise ValueError("Invalid expression syntax: too deeply nested") from None


def check(node, variables, depth):
    """Refuse every node that is not on the list; gather the names of the variables."""
    if depth > MAX_DEPTH:
        raise ValueError(f"Invalid expression: nested deeper than {MAX_DEPTH} levels")
    kind = type(node)
    if kind is ast.Constant:
        if type(node.value) not in (int, float, bool):
            raise ValueError(f"Disallowed constant type: {type(node.value).__name__}")
    elif kind is ast.Name:
        check_name(node.id)
        variables.add(node.id)
    elif kind is ast.BinOp:
        check_operator(node.op, BINARY)
        check(node.left, variables, depth + 1)
        check(node.right, variables, depth + 1)
    elif kind is ast.UnaryOp:
        check_operator(node.op, UNARY)
        check(node.operand, variables, depth + 1)
    elif kind is ast.Call:
        check_call(node)
        for argument in node.args:
            check(argument, variables, depth + 1)
    elif kind is ast.Attribute:
        raise ValueError(f"Disallowed operation: attribute access ({node.attr})")
    else:
        raise ValueError(f"Disallowed operation: {REFUSED.get(kind, kind.__name__)}")


def check_name(name):
    if name in DENIED_NAMES or name.startswith("__"):
        raise ValueError(f"Disallowed name: {name}")
    if name in FUNCTIONS:
        raise ValueError(f"Function {name} used as variable")


def check_operator(node, allowed):
    if type(node) not in allowed:
        raise ValueError(f"Disallowed operator: {type(node).__name__}")


def check_call(node):
    if type(node.func) is not ast.Name:
        raise ValueError("Disallowed operation: only named function calls allowed")
    name = node.func.id
    if name not in FUNCTIONS:
        raise ValueError(f"Disallowed function: {name}")
    if node.keywords:
        raise ValueError("Disallowed operation: keyword arguments not allowed")
    if len(node.args) != ARITY[name]:
        raise ValueError(f"Function {name} requires exactly {ARITY[name]} argument(s)")


def walk(node, bindings):
    """The value of a checked tree."""
    kind = type(node)
    if kind is ast.Constant:
        return float(node.value)
    if kind is ast.Name:
        return CONSTANTS[node.id] if node.id in CONSTANTS else bindings[node.id]
    if kind is ast.BinOp:
        return BINARY[type(node.op)](walk(node.left, bindings), walk(node.right, bindings))
    if kind is ast.UnaryOp:
        return UNARY[type(node.op)](walk(node.operand, bindings))
    return FUNCTIONS[node.func.id](*(walk(argument, bindings) for argument in node.args))
