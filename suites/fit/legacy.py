"""The legacy side: the numerics of RepTate before its move to JAX, on NumPy and SciPy.

Formulas of fits are evaluated as RepTate did it, by eval over NumPy's names; curve_fit has its default settings
(Levenberg-Marquardt of MINPACK without bounds, "trf" with them).
"""
import warnings

import numpy as np
import scipy.special
from scipy.integrate import cumulative_trapezoid, odeint
from scipy.interpolate import interp1d
from scipy.optimize import OptimizeWarning, curve_fit
from scipy.signal import savgol_filter

GAS_CONSTANT = 8.314462618
NAMES = {
    name: getattr(np, name)
    for name in "sin cos tan arccos arcsin arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt "
    "power abs pi e".split()
}


def fit(model, parameters, data, y, start, lower, upper):
    """Least squares by curve_fit."""
    if len(y) < len(start) and lower is None and upper is None:
        # SciPy says it with a TypeError about the lengths of vectors.
        raise ValueError("%d points do not determine %d parameters" % (len(y), len(start)))
    code = compile(model, "<model>", "eval")

    def predicted(_, *values):
        result = eval(code, {"__builtins__": {}}, {**NAMES, **data, **dict(zip(parameters, values))})
        return np.broadcast_to(np.asarray(result, dtype=float), y.shape)

    bounds = (-np.inf if lower is None else lower, np.inf if upper is None else upper)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", OptimizeWarning)
        first = next(iter(data.values()))
        found, covariance, info, _, _ = curve_fit(predicted, first, y, p0=start, bounds=bounds, full_output=True)
        predictions = np.array(predicted(first, *found))
    return {
        "parameters": found,
        "covariance": covariance,
        "rss": float(np.sum((y - predictions) ** 2)),
        "predictions": predictions,
        "converged": True,
        "status": "converged",
        "evaluations": int(info["nfev"]),
    }


def model(name, x, parameters):
    """A formula of RepTate's theories at all x."""
    with np.errstate(all="ignore"):
        return MODELS[name](x, *parameters)


compiled_model = model


def maxwell_frequency(w, logwmin, logwmax, *logG):
    tau = 1.0 / np.logspace(logwmin, logwmax, len(logG))
    storage, loss = np.zeros(len(w)), np.zeros(len(w))
    for i, logg in enumerate(logG):
        g = np.power(10.0, logg)
        wt = w * tau[i]
        storage += g * wt * wt / (1 + wt * wt)
        loss += g * wt / (1 + wt * wt)
    return {"storage": storage, "loss": loss}


def maxwell_time(t, logwmin, logwmax, *logG):
    tau = 1.0 / np.logspace(logwmin, logwmax, len(logG))
    relaxing = np.zeros(len(t))
    for i, logg in enumerate(logG):
        relaxing += np.power(10.0, logg) * np.exp(-t / tau[i])
    return relaxing


def debye(w, einf, logwmin, logwmax, *logde):
    tau = 1.0 / np.logspace(logwmin, logwmax, len(logde))
    storage, loss = np.full(len(w), einf), np.zeros(len(w))
    for i, logd in enumerate(logde):
        d = np.power(10.0, logd)
        wt = w * tau[i]
        storage += d / (1 + wt * wt)
        loss += d * wt / (1 + wt * wt)
    return {"storage": storage, "loss": loss}


def havriliak_negami(w, delta, tau, alpha, gamma):
    answer = delta / np.power(1 + np.power(1j * w * tau, alpha), gamma)
    return {"storage": answer.real, "loss": -answer.imag}


def carreau_yasuda(w, eta0, etainf, lam, a, n):
    return etainf + (eta0 - etainf) * np.power(1 + np.power(lam * w, a), (n - 1) / a)


def wlf(T, Tr, B1, B2, logalpha):
    alpha = np.power(10.0, logalpha)
    shift = np.power(10.0, -B1 * (T - Tr) / ((B2 + Tr) * (B2 + T)))
    vertical = (1 + alpha * T) * (Tr + 273.15) / ((1 + alpha * Tr) * (T + 273.15))
    return {"aT": shift, "bT": vertical}


def arrhenius(T, Ea, Tref):
    return np.exp(Ea / GAS_CONSTANT * (1 / (T + 273.15) - 1 / (Tref + 273.15)))


def polynomial(x, *A):
    y = np.zeros(len(x))
    for i, a in enumerate(A):
        y += a * x**i
    return y


def power_law(x, a, b):
    return a * np.power(x, b)


def two_exponentials(x, a1, T1, a2, T2):
    return a1 * np.exp(-x / T1) + a2 * np.exp(-x / T2)


def gex(M, W0, M0, a, b):
    scale = W0 * b / (M0 * scipy.special.gamma((a + 1) / b))
    return scale * np.power(M / M0, a) * np.exp(-np.power(M / M0, b))


def log_normal(M, W0, M0, sigma):
    off = np.log(M) - np.log(M0) - sigma * sigma
    return W0 / np.sqrt(2 * np.pi * sigma * sigma) * np.exp(-(off * off) / (2 * sigma * sigma))


def ucm_shear(t, G, tau, rate):
    return G * rate * tau * (1 - np.exp(-t / tau))


def ucm_extension(t, G, tau, rate):
    w = tau * rate
    along = (1 - 2 * w * np.exp(-(1 - 2 * w) * t / tau)) / (1 - 2 * w)
    across = (1 + w * np.exp(-(1 + w) * t / tau)) / (1 + w)
    return G * (along - across)


MODELS = {
    "maxwell-frequency": maxwell_frequency,
    "maxwell-time": maxwell_time,
    "debye": debye,
    "havriliak-negami": havriliak_negami,
    "carreau-yasuda": carreau_yasuda,
    "wlf": wlf,
    "arrhenius": arrhenius,
    "polynomial": polynomial,
    "power-law": power_law,
    "two-exponentials": two_exponentials,
    "gex": gex,
    "log-normal": log_normal,
    "ucm-shear": ucm_shear,
    "ucm-extension": ucm_extension,
}


def giesekus_shear(s, _, G, tau, alpha, rate):
    xx, yy, xy = s
    pull = alpha / tau
    return [
        2 * rate * xy - (xx - 1) / tau - pull * ((xx - 1) ** 2 + xy * xy),
        -(yy - 1) / tau - pull * ((yy - 1) ** 2 + xy * xy),
        rate * yy - xy / tau - pull * xy * (xx - 1 + yy - 1),
    ]


def giesekus_extension(s, _, G, tau, alpha, rate):
    xx, yy, _ = s
    return [
        2 * rate * xx - (xx - 1) / tau - alpha / tau * (xx - 1) ** 2,
        -rate * yy - (yy - 1) / tau - alpha / tau * (yy - 1) ** 2,
        0.0,
    ]


def rolie_poly_shear(s, _, G, tauD, tauR, beta, delta, rate):
    xx, yy, xy = s
    trace = xx + 2 * yy
    stretch = 2 / tauR * (1 - np.sqrt(3 / trace))
    release = beta * (trace / 3) ** delta
    return [
        2 * rate * xy - (xx - 1) / tauD - stretch * (xx + release * (xx - 1)),
        -(yy - 1) / tauD - stretch * (yy + release * (yy - 1)),
        rate * yy - xy / tauD - stretch * (xy + release * xy),
    ]


SYSTEMS = {
    "giesekus-shear": (giesekus_shear, lambda s: s[:, 2]),
    "giesekus-extension": (giesekus_extension, lambda s: s[:, 0] - s[:, 1]),
    "rolie-poly-shear": (rolie_poly_shear, lambda s: s[:, 2]),
}


def integrate(system, t, parameters):
    """Stress over time from rest at t[0], by LSODA as RepTate called it."""
    rate_of_change, stress = SYSTEMS[system]
    answer = odeint(rate_of_change, [1.0, 1.0, 0.0], t, args=tuple(parameters), atol=1e-8, rtol=1e-6)
    return parameters[0] * stress(answer)


def accumulate(x, y):
    """The running integral of samples."""
    return cumulative_trapezoid(y, x, initial=0)


def interpolate(x, y, at):
    """The cubic spline through all points, not-a-knot at its ends; nothing is extrapolated."""
    return interp1d(x, y, kind="cubic")(at)


def smooth(y, window, order):
    """Savitzky and Golay's filter: inside, and the half windows at the ends, which are polynomials of their own."""
    smoothed = savgol_filter(y, window, order)
    half = window // 2
    return {"inside": smoothed[half : len(y) - half], "ends": np.concatenate([smoothed[:half], smoothed[len(y) - half :]])}
