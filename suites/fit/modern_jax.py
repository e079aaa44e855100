"""The modern side on JAX, as RepTate has it since its move: NLSQ where it installs (Python 3.12 and newer).

On older Pythons Optimistix stands in its place, another least-squares library on JAX, with bounds by a change of
variables. `REPTATE_USE_JAX_OPTIMIZATION=false` is the application's switch back to SciPy.
"""
import functools
import importlib.util
import logging
import os

import jax

jax.config.update("jax_enable_x64", True)

import interpax
import jax.numpy as jnp
import numpy as np
import scipy.special
from jax.scipy.special import gammaln

# Not imported where it is not called: what is imported is what the report says ran.
if importlib.util.find_spec("nlsq") is not None:
    import nlsq

    # It tells of every iteration, by loggers that each set a level of their own.
    logging.disable(logging.ERROR)
    optimistix = None
else:
    import optimistix

    nlsq = None

GAS_CONSTANT = 8.314462618
TOLERANCE = 1e-8
NAMES = {
    name: getattr(jnp, name)
    for name in "sin cos tan arccos arcsin arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt "
    "power abs pi e".split()
}


def uses_jax():
    """RepTate reads its switches at every call."""
    return os.environ.get("REPTATE_USE_JAX_OPTIMIZATION", "true").strip().lower() not in ("false", "0", "no", "off")


def fit(model, parameters, data, y, start, lower, upper):
    """Least squares with derivatives by JAX."""
    if not uses_jax():
        import legacy

        return legacy.fit(model, parameters, data, y, start, lower, upper)
    p = len(start)
    start = np.asarray(start, dtype=float)
    lower = np.full(p, -np.inf) if lower is None else np.asarray(lower, dtype=float)
    upper = np.full(p, np.inf) if upper is None else np.asarray(upper, dtype=float)
    check(data, y, start, lower, upper)
    problem = (model, tuple(parameters), tuple(data))
    search = search_by_optimistix if nlsq is None else search_by_nlsq
    found, status, evaluations = search(problem, data, y, start, lower, upper)
    residuals, jacobian = at_answer(*problem)(found, *padded_to_size(problem[2], data, y))
    residuals, jacobian = np.asarray(residuals)[: len(y)], np.asarray(jacobian)[: len(y)]
    rss = float(residuals @ residuals)
    if status != "converged" and is_at_rest(residuals, jacobian, found, lower, upper):
        status = "converged"
    return {
        "parameters": found,
        "covariance": covariance(jacobian, rss, len(y), p),
        "rss": rss,
        "predictions": y + residuals,
        "converged": status == "converged",
        "status": status,
        "evaluations": evaluations,
    }


def is_at_rest(residuals, jacobian, found, lower, upper):
    """Whether the derivatives promise no more of the sum of squares: the relative offset of Bates and Watts (Technometrics 23, 1981).

    Optimistix looks for its end after steps that led down alone: at the bottom, where rounding leaves none, it goes on.
    """
    slope = residuals @ jacobian
    inside = ~np.isclose(found, lower, rtol=TOLERANCE, atol=0), ~np.isclose(found, upper, rtol=TOLERANCE, atol=0)
    free = (inside[0] | (slope < 0)) & (inside[1] | (slope > 0))
    columns = jacobian[:, free]
    lengths = np.linalg.norm(columns, axis=0)
    if not np.all(np.isfinite(columns)):
        return False
    u, s, _ = np.linalg.svd(columns[:, lengths > 0] / lengths[lengths > 0], full_matrices=False)
    u = u[:, s > np.finfo(float).eps * len(residuals)]
    return float(np.sum((u.T @ residuals) ** 2)) <= TOLERANCE * float(residuals @ residuals)


def check(data, y, start, lower, upper):
    if len(y) < len(start) and not np.any(np.isfinite([lower, upper])):
        raise ValueError("%d points do not determine %d parameters" % (len(y), len(start)))
    if not (np.all(np.isfinite(y)) and all(np.all(np.isfinite(column)) for column in data.values())):
        raise ValueError("array must not contain infs or NaNs")
    if np.any(lower >= upper):
        raise ValueError("each lower bound must be strictly less than each upper bound")
    if np.any(start < lower) or np.any(start > upper):
        raise ValueError("`x0` is infeasible")


@functools.lru_cache(maxsize=None)
def function_of(model, parameters, columns):
    code = compile(model, "<model>", "eval")

    def predicted(values, *data):
        names = {**NAMES, **dict(zip(columns, data)), **{name: values[i] for i, name in enumerate(parameters)}}
        return jnp.broadcast_to(eval(code, {"__builtins__": {}}, names), data[0].shape).astype(float)

    return predicted


def padded_to_size(columns, data, y):
    """The data filled up to a power of two: code is compiled for sizes, and few of them are wanted."""
    fill = size_for(y) - len(y)
    filled = [np.concatenate([column, np.full(fill, column[-1])]) for column in [*(data[name] for name in columns), y]]
    return filled[:-1], filled[-1], np.arange(len(y) + fill) < len(y)


def size_for(y):
    return max(32, 1 << (len(y) - 1).bit_length())


def residuals_of(predicted, values, data, y, mask):
    return jnp.where(mask, predicted(values, *data) - y, 0.0)


@functools.lru_cache(maxsize=None)
def at_answer(model, parameters, columns):
    predicted = function_of(model, parameters, columns)

    @jax.jit
    def both(values, data, y, mask):
        def at(v):
            return residuals_of(predicted, v, data, y, mask)

        return at(values), jax.jacfwd(at)(values)

    return both


def covariance(jacobian, rss, n, p):
    """s^2 (J'J)^-1 by singular values of columns of one length; infinite where nothing determines it."""
    if n <= p or not np.all(np.isfinite(jacobian)):
        return np.full((p, p), np.inf)
    # In units of their own: parameters of 1e10 beside 1e-7 are no reason to call it singular.
    lengths = np.linalg.norm(jacobian, axis=0)
    if not np.all(lengths > 0):
        return np.full((p, p), np.inf)
    _, s, vt = np.linalg.svd(jacobian / lengths, full_matrices=False)
    if s[-1] <= np.finfo(float).eps * max(jacobian.shape) * s[0]:
        return np.full((p, p), np.inf)
    return (vt.T / s**2) @ vt * (rss / (n - p)) / np.outer(lengths, lengths)


def search_by_nlsq(problem, data, y, start, lower, upper):
    xdata = data[problem[2][0]] if len(data) == 1 else np.stack(list(data.values()))
    curve_fit, predicted = nlsq_fitter(problem, size_for(y))
    answer = curve_fit(predicted, xdata, y, p0=start, bounds=(lower, upper))
    found, _ = answer
    return np.asarray(found, dtype=float), "converged", int(getattr(answer, "nfev", 0) or 0)


@functools.lru_cache(maxsize=256)
def nlsq_fitter(problem, size):
    """Compiled once for a problem and a size, which data are filled up to. One CurveFit for several models would fit the
    first: it knows functions by their byte code, and that of closures is one."""
    predicted = function_of(*problem)

    def f(x, *values):
        return predicted(values, *([x] if len(problem[2]) == 1 else list(x)))

    return nlsq.CurveFit(flength=size).curve_fit, f


def search_by_optimistix(problem, data, y, start, lower, upper):
    solve = optimistix_solver(*problem)
    given = lower, upper
    # Its damping is the same for all parameters: of 1e10 and 1e-7 one would never move. Each is in units of its start, or
    # of the way to its bounds where that is longer.
    ways = np.abs([start, *(np.where(np.isfinite(end), start - end, 0.0) for end in given)]).max(axis=0)
    units = np.where(ways == 0, 1.0, ways)
    lower, upper = lower / units, upper / units
    inner = to_free(start / units, lower, upper)
    found, result, steps = solve(inner, units, lower, upper, *padded_to_size(problem[2], data, y))
    if bool(result == optimistix.RESULTS.successful):
        status = "converged"
    else:
        status = "max-evaluations" if bool(result == optimistix.RESULTS.nonlinear_max_steps_reached) else "stalled"
    return np.clip(np.asarray(found, dtype=float), given[0], given[1]), status, int(steps)


@functools.lru_cache(maxsize=None)
def optimistix_solver(model, parameters, columns):
    predicted = function_of(model, parameters, columns)
    solver = optimistix.LevenbergMarquardt(rtol=TOLERANCE, atol=TOLERANCE)

    @jax.jit
    def solve(inner, units, lower, upper, data, y, mask):
        def residuals(free, _):
            return residuals_of(predicted, units * from_free(free, lower, upper), data, y, mask)

        answer = optimistix.least_squares(residuals, solver, inner, max_steps=1000, throw=False)
        return units * from_free(answer.value, lower, upper), answer.result, answer.stats["num_steps"]

    return solve


def to_free(values, lower, upper):
    """Variables without bounds for parameters with them (James and Roos, MINUIT): a sine between two, a root at one."""
    low, high = np.isfinite(lower), np.isfinite(upper)
    with np.errstate(all="ignore"):
        # At a bound itself the derivative is zero, and nothing would ever move: it begins a little inside.
        share = np.clip(2 * (values - lower) / (upper - lower) - 1, -1 + 1e-6, 1 - 1e-6)
        above = np.sqrt(np.maximum(values - lower + 1, 1 + 1e-6) ** 2 - 1)
        below = np.sqrt(np.maximum(upper - values + 1, 1 + 1e-6) ** 2 - 1)
    return np.select([low & high, low, high], [np.arcsin(share), above, below], values)


def from_free(free, lower, upper):
    low, high = jnp.isfinite(lower), jnp.isfinite(upper)
    # Finite everywhere: the derivative of what is not chosen must not be NaN either.
    least, most = jnp.where(low, lower, 0.0), jnp.where(high, upper, 0.0)
    root = jnp.sqrt(free * free + 1)
    between = least + (most - least) / 2 * (jnp.sin(free) + 1)
    return jnp.select([low & high, low, high], [between, least - 1 + root, most + 1 - root], free)


def model(name, x, parameters):
    """The formula as RepTate has it: still NumPy, over all modes at once."""
    with np.errstate(all="ignore"):
        return formula(np, name, x, parameters)


def compiled_model(name, x, parameters):
    """The same formula compiled by JAX."""
    answer = compiled(name)(x, np.asarray(parameters, dtype=float))
    return {key: np.asarray(value) for key, value in answer.items()} if isinstance(answer, dict) else np.asarray(answer)


@functools.lru_cache(maxsize=None)
def compiled(name):
    return jax.jit(lambda x, parameters: formula(jnp, name, x, parameters))


def spectrum(xp, logwmin, logwmax, logg):
    tau = 1.0 / xp.logspace(logwmin, logwmax, len(logg))
    return tau[:, None], xp.power(10.0, xp.asarray(logg))[:, None]


def formula(xp, name, x, p):
    if name == "maxwell-frequency":
        tau, g = spectrum(xp, p[0], p[1], p[2:])
        wt = x * tau
        return {"storage": (g * wt * wt / (1 + wt * wt)).sum(axis=0), "loss": (g * wt / (1 + wt * wt)).sum(axis=0)}
    if name == "maxwell-time":
        tau, g = spectrum(xp, p[0], p[1], p[2:])
        return (g * xp.exp(-x / tau)).sum(axis=0)
    if name == "debye":
        tau, d = spectrum(xp, p[1], p[2], p[3:])
        wt = x * tau
        first = xp.concatenate([xp.full((1, len(x)), p[0]), d / (1 + wt * wt)])
        return {"storage": first.sum(axis=0), "loss": (d * wt / (1 + wt * wt)).sum(axis=0)}
    if name == "havriliak-negami":
        answer = p[0] / xp.power(1 + xp.power(1j * x * p[1], p[2]), p[3])
        return {"storage": answer.real, "loss": -answer.imag}
    if name == "carreau-yasuda":
        return p[1] + (p[0] - p[1]) * xp.power(1 + xp.power(p[2] * x, p[3]), (p[4] - 1) / p[3])
    if name == "wlf":
        tr, b1, b2, alpha = p[0], p[1], p[2], xp.power(10.0, p[3])
        shift = xp.power(10.0, -b1 * (x - tr) / ((b2 + tr) * (b2 + x)))
        return {"aT": shift, "bT": (1 + alpha * x) * (tr + 273.15) / ((1 + alpha * tr) * (x + 273.15))}
    if name == "arrhenius":
        return xp.exp(p[0] / GAS_CONSTANT * (1 / (x + 273.15) - 1 / (p[1] + 273.15)))
    if name == "polynomial":
        return sum((a * x**i for i, a in enumerate(p)), xp.zeros(len(x)))
    if name == "power-law":
        return p[0] * xp.power(x, p[1])
    if name == "two-exponentials":
        return p[0] * xp.exp(-x / p[1]) + p[2] * xp.exp(-x / p[3])
    if name == "gex":
        w0, m0, a, b = p
        gamma = scipy.special.gamma((a + 1) / b) if xp is np else jnp.exp(gammaln((a + 1) / b))
        return w0 * b / (m0 * gamma) * xp.power(x / m0, a) * xp.exp(-xp.power(x / m0, b))
    if name == "log-normal":
        off = xp.log(x) - xp.log(p[1]) - p[2] * p[2]
        return p[0] / xp.sqrt(2 * np.pi * p[2] * p[2]) * xp.exp(-(off * off) / (2 * p[2] * p[2]))
    if name == "ucm-shear":
        return p[0] * p[2] * p[1] * (1 - xp.exp(-x / p[1]))
    if name == "ucm-extension":
        w = p[1] * p[2]
        along = (1 - 2 * w * xp.exp(-(1 - 2 * w) * x / p[1])) / (1 - 2 * w)
        return p[0] * (along - (1 + w * xp.exp(-(1 + w) * x / p[1])) / (1 + w))
    raise KeyError(name)


def giesekus_shear(s, G, tau, alpha, rate):
    xx, yy, xy = s
    pull = alpha / tau
    return np.array(
        [
            2 * rate * xy - (xx - 1) / tau - pull * ((xx - 1) ** 2 + xy * xy),
            -(yy - 1) / tau - pull * ((yy - 1) ** 2 + xy * xy),
            rate * yy - xy / tau - pull * xy * (xx - 1 + yy - 1),
        ]
    )


def giesekus_extension(s, G, tau, alpha, rate):
    xx, yy, _ = s
    return np.array(
        [
            2 * rate * xx - (xx - 1) / tau - alpha / tau * (xx - 1) ** 2,
            -rate * yy - (yy - 1) / tau - alpha / tau * (yy - 1) ** 2,
            0.0,
        ]
    )


def rolie_poly_shear(s, G, tauD, tauR, beta, delta, rate):
    xx, yy, xy = s
    trace = xx + 2 * yy
    stretch = 2 / tauR * (1 - np.sqrt(3 / trace))
    release = beta * (trace / 3) ** delta
    return np.array(
        [
            2 * rate * xy - (xx - 1) / tauD - stretch * (xx + release * (xx - 1)),
            -(yy - 1) / tauD - stretch * (yy + release * (yy - 1)),
            rate * yy - xy / tauD - stretch * (xy + release * xy),
        ]
    )


SYSTEMS = {
    "giesekus-shear": (giesekus_shear, lambda s: s[:, 2]),
    "giesekus-extension": (giesekus_extension, lambda s: s[:, 0] - s[:, 1]),
    "rolie-poly-shear": (rolie_poly_shear, lambda s: s[:, 2]),
}


def integrate(system, t, parameters):
    """Stress over time by the fourth-order rule of Runge and Kutta, one step from each point of the data to the next."""
    slope, stress = SYSTEMS[system]
    states = [np.array([1.0, 1.0, 0.0])]
    with np.errstate(all="ignore"):
        for h in np.diff(t):
            s = states[-1]
            k1 = slope(s, *parameters)
            k2 = slope(s + h / 2 * k1, *parameters)
            k3 = slope(s + h / 2 * k2, *parameters)
            k4 = slope(s + h * k3, *parameters)
            states.append(s + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
        return parameters[0] * stress(np.array(states))


def accumulate(x, y):
    """The running integral of samples, by a cumulative sum of trapezoids."""
    return np.asarray(jnp.concatenate([jnp.zeros(1), jnp.cumsum(0.5 * jnp.diff(x) * (y[1:] + y[:-1]))]))


def interpolate(x, y, at):
    """Interpax's cubic: slopes from neighbours, continuous in the first derivative only; nothing is extrapolated."""
    if np.any(at < x[0]) or np.any(at > x[-1]):
        raise ValueError("A value is outside of the interpolation range")
    return np.asarray(interpax.interp1d(at, x, y, method="cubic"))


def smooth(y, window, order):
    """The filter of Savitzky and Golay as one convolution, the ends filled up with the first and the last value."""
    half = window // 2
    powers = np.vander(np.arange(-half, half + 1, dtype=float), order + 1, increasing=True)
    weights = np.linalg.pinv(powers)[0]
    smoothed = np.asarray(jnp.convolve(jnp.pad(y, half, mode="edge"), weights[::-1], mode="valid"))
    return {"inside": smoothed[half : len(y) - half], "ends": np.concatenate([smoothed[:half], smoothed[len(y) - half :]])}
