"""The legacy side: summary statistics and linear least squares with NumPy."""

import numpy


def univariate(y):
    """Mean, sample standard deviation (n - 1) and lag-1 autocorrelation of a series."""
    if len(y) < 2:
        raise ValueError("two numbers are needed")
    with numpy.errstate(all="ignore"):
        mean = numpy.mean(y)
        off = y - mean
        return {
            "mean": float(mean),
            "sd": float(numpy.std(y, ddof=1)),
            "autocorrelation": float(numpy.sum(off[1:] * off[:-1]) / numpy.sum(off * off)),
        }


def linear(y, x, predictors, degree, intercept):
    """Linear regression on predictors, one after another in x, or on the powers of a single one.

    By QR and not by numpy.linalg.lstsq: that one cuts off small singular values and has no digit right on Filip.
    """
    n = len(y)
    columns = list(x.reshape(predictors, n))
    columns = [column**power for column in columns for power in range(1, degree + 1)]
    design = numpy.column_stack(([numpy.ones(n)] if intercept else []) + columns)
    p = design.shape[1]
    if n <= p:
        raise ValueError("%d observations do not determine %d coefficients and their deviations" % (n, p))
    q, r = numpy.linalg.qr(design)
    size = numpy.linalg.norm(design, axis=0)
    if not numpy.all(numpy.abs(numpy.diag(r)) > n * numpy.finfo(float).eps * size):
        raise ValueError("the columns depend on each other")
    coefficients = numpy.linalg.solve(r, q.T @ y)
    residuals = y - design @ coefficients
    rss = float(residuals @ residuals)
    inverse = numpy.linalg.solve(r, numpy.eye(p))
    around = y - numpy.mean(y) if intercept else y
    sd = numpy.sqrt(rss / (n - p))
    with numpy.errstate(all="ignore"):
        return {
            "coefficients": coefficients,
            "deviations": sd * numpy.sqrt(numpy.sum(inverse * inverse, axis=1)),
            "residual": float(sd),
            "r2": float(1 - rss / (around @ around)),
        }
