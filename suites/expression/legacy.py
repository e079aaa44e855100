"""The legacy side: algebraic expressions by ``eval`` over a NumPy namespace.

This is how RepTate evaluated the expressions of its algebraic-expression theory before it was modernized: NumPy's
function names, with the parameters and data columns of the user laid over them, handed to Python's own ``eval``. It is
as dangerous as ``eval`` is (attributes of any object reach the interpreter), which is why it was replaced. RepTate
swallowed the errors and returned zeros; here they come out, so that they can be compared.
"""

import numpy

NAMES = (
    "sin cos tan arccos arcsin arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt power "
    "around round rint floor ceil trunc fabs abs deg2rad rad2deg mod e pi"
).split()

NAMESPACE = {name: getattr(numpy, name) for name in NAMES}


def import_for_numpy(name, *rest):
    """NumPy imports a module of its own while it raises some errors, and Python 3.13 ``warnings`` while it warns, both
    through the ``__import__`` they find here."""
    if name.partition(".")[0] not in ("numpy", "warnings"):
        raise NameError("name '__import__' is not defined")
    return __import__(name, *rest)


def evaluate(expression, bindings):
    """The value of ``expression``; a bound name wins over a NumPy one, also ``e`` and ``pi``."""
    return eval(expression, {"__builtins__": {"__import__": import_for_numpy}}, {**NAMESPACE, **bindings})
