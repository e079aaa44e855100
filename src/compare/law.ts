/** The law of comparison for people: printed by `--help` and in reports. The doc comment of `compareValues` states it in full. */
export const lawOfComparison = `Identical values agree. Otherwise numbers agree iff |m - l| <= atol + rtol * |l|, where l is legacy and m is modern.
The default tolerance is exact (rtol 0, atol 0). Equality at the bound agrees. The bound is not symmetric: l is the reference.

Numbers      Floats are widened to binary64 and judged in IEEE double; where |m - l| or the bound overflows, exact arithmetic
             decides. Integers, decimals and fractions are judged by exact rational arithmetic.
NaN          agrees with NaN unless equalNan is false, and with nothing else. NaT likewise.
Infinity     agrees only with itself, under any tolerance.
-0           agrees with 0 unless signedZero is true.
Complex      by modulus; part by part when a part is not finite or the policy says componentwise.
The rest     booleans, strings (by code unit), bytes, dates and sets agree only when equal; rtol and atol are ignored.
             Decimal 1.0 equals 1.00, and two spellings of one instant are equal.
Maps         by key; in order only when both are ordered or keyOrder is true. Missing and extra entries are drift.
Arrays       dtypes and shapes must be equal, shapes never broadcast. Byte order and memory order are ignored.
Types        strict: same kind and dtype. compatible (default): an integer meets a float up to 2^53, a NumPy scalar a plain
             one, a list a tuple and a 1-D array, bytes a bytearray, a set a frozenset, a dict any map, a record one whose
             class has the same own name. loose: dtypes are ignored; any two numbers meet, a boolean is 0 or 1 exactly,
             dates of two units meet as instants, any two sequences meet, nested lists meet n-d arrays, a record meets a map.
             Whatever may not meet is incomparable, and that counts as drift.
Modes        value: the rule above. ulp: floats at most so many representable values apart in their own dtype, everything
             else exactly. bitwise: the same types and bits, with NaN payloads, signs of zeros, byte and memory order.
             norm: the numbers of an array or sequence together, ||m - l|| <= atol + rtol * ||l||, by the largest size, the
             root of the sum of squares (l2) or the sum of sizes (l1). statistical: finite numbers agree one by one; their
             errors over all cases of the subject are held to bounds on mean, max, quantile, share beyond, and bias.
             In both, what is not finite is judged by itself.
Sequences    unordered: as many items as can find a partner they agree with; what is left over is drift. key: items that hold
             the same key belong together; keys must be unique. labels permutation: the same parts under any names, or an
             adjusted Rand index of at least minAgreement. All three are about the place of the rule, not those below it.
Optima       optimum: answers of optimizers, maps with parameters, covariance, rss, predictions, converged. Residual sums of
             squares first: |m - l| <= rtol * l + 2 sqrt(l F) + F, rtol 1e-8, where F = 100 n (eps * max|y|)^2 is the floor
             that rounding makes; then predictions, ||m - l|| <= 2 sqrt(rtol * l) + 2 sqrt(F); then parameters, by that in
             standard errors; then the covariance. The first that is beyond is the drift. Groups declared exchangeable are
             laid side by side in the best order. Where the covariance is singular, or several minima are declared, cost and
             predictions decide; below the floor predictions do. A side that did not converge (not-converged), one that
             could go on (stopped-early) and one at another minimum (different-minimum) are drifts of their own.
Texts        normalise names what is taken out of strings, and of bytes that are UTF-8, before they are compared. Drift of
             line ends and trailing space alone is cosmetic.
Times        with within, dates, times and spans agree when at most so many seconds apart, exactly; two spellings of time
             (aware and naive, two zones of a bare time) never do.
Paths        a rule for a path holds there and below; of several that name a field, the one listed last decides.
Errors       agree by class, through the policy's map from modern to legacy classes; messages are not compared. That any two
             errors agree must be asked for, and so must the shipped map between languages. Errors of set-up, such as a
             failed import, prove nothing: incomparable.
Arguments    that a call changed are compared. Warnings are recorded, not compared.
An invalid policy makes every comparison incomparable: a tolerance must be finite and not negative.`;
