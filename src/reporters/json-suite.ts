import type { OptimumRule } from '../compare/optimum/optimum-rule.ts';
import type { PathRules, Policy, Rules, StatisticalRule } from '../compare/policy.ts';
import type { ErrorCell } from '../runner/error-map.ts';
import type { LatencyBin } from '../runner/latency-bins.ts';
import type { PlaceSummary, Spread } from '../runner/place-summary.ts';
import type { PropertyReport } from '../runner/properties/property-ledger.ts';
import type {
  Counts,
  CoverageLedger,
  ImplementationReport,
  Scoreboard,
  SubjectModernReport,
  SubjectReport,
  SubjectStatistics,
  SuiteReport,
} from '../runner/report.ts';
import { type Excuse, statuses } from '../runner/result.ts';
import type { StatisticsReport } from '../runner/statistics-book.ts';
import { wouldPassJson } from './json-finding.ts';
import { type Fields, type Json, numberText, RawText, sorted } from './json-text.ts';

const excuses: readonly Excuse[] = ['nearer', 'ill-conditioned', 'noise-floor'];

const asIs = (item: string | number): Json => item;

function rulesJson(rules: Rules): Fields<Rules> {
  const { mode, rtol, atol, ulp, equalNan, signedZero, complex, types, keyOrder, identity, ignore } = rules;
  const { norm, statistical, normalise, within, minAgreement, unordered, key, labels, optimum } = rules;
  const number = (x: number | undefined) => (x === undefined ? undefined : numberText(x));
  const sizes = { rtol: number(rtol), atol: number(atol), ulp: number(ulp) };
  const plain = { equalNan, signedZero, complex, types, keyOrder, identity, ignore };
  const bounds = statistical?.map((rule): Fields<StatisticalRule> => {
    const { measure, of, atMost, q, bound, test, significance, minCount } = rule;
    return { measure, of, atMost, q, bound, test, significance, minCount };
  });
  const apart = within && { seconds: within.seconds };
  const whole = {
    norm,
    statistical: bounds,
    normalise,
    within: apart,
    minAgreement,
    unordered,
    key,
    labels,
    optimum: optimum && optimumJson(optimum),
  };
  return { mode, ...sizes, ...plain, ...whole };
}

/** All but the model, which is code. */
function optimumJson(rule: OptimumRule): Omit<Fields<OptimumRule>, 'at'> {
  const { rtol, floor, scale, predictions, parameters, covariance, exchangeable, severalMinima } = rule;
  const { residualDigits, bothGaveUp, notConverged } = rule;
  const groups = exchangeable?.map((set) => set.map((group) => [...group]));
  const sizes = { rtol, floor, scale, predictions, parameters, covariance };
  return { ...sizes, exchangeable: groups, severalMinima, residualDigits, bothGaveUp, notConverged };
}

function policyJson(policy: Policy): Fields<Policy> {
  const { paths, errors, mutation } = policy;
  const place = (rules: PathRules): Fields<PathRules> => ({ path: rules.path, ...rulesJson(rules) });
  return {
    ...rulesJson(policy),
    paths: paths?.map(place),
    errors: errors && {
      compare: errors.compare,
      classes: errors.classes && sorted(errors.classes, asIs),
      languages: errors.languages,
    },
    mutation,
    bands: policy.bands && { expected: numberText(policy.bands.expected), bug: numberText(policy.bands.bug) },
  };
}

function countsJson(counts: Counts): Json {
  return Object.fromEntries(statuses.map((status) => [status, counts[status]]));
}

function statisticsJson(s: SubjectStatistics): Fields<SubjectStatistics> {
  const { cases, counted, bothReturned, bothRaised, numbers, maxUlp, above, below } = s;
  const largest = {
    maxAbs: numberText(s.maxAbs),
    maxRel: numberText(s.maxRel),
    maxUlp,
    maxShare: numberText(s.maxShare),
  };
  const ulpHistogram = s.ulpHistogram.map((bin) => ({ upTo: bin.upTo, cases: bin.cases }));
  const { legacyNsMedian, modernNsMedian } = s;
  const sums = { cases, counted, bothReturned, bothRaised, numbers };
  const latencies = s.latencies && new RawText(JSON.stringify(latenciesOf(s.latencies)));
  return { ...sums, ...largest, above, below, ulpHistogram, legacyNsMedian, modernNsMedian, latencies };
}

/** On one line, as long as it may be: a histogram of times tells a reader of JSON nothing. */
function latenciesOf({ legacy, modern }: NonNullable<SubjectStatistics['latencies']>) {
  const bin = ({ upToNs, cases }: LatencyBin): Fields<LatencyBin> => ({ upToNs, cases });
  return { legacy: legacy.map(bin), modern: modern.map(bin) };
}

function boundJson({ path, verdict, sentence, count, measured, p }: StatisticsReport): Fields<StatisticsReport> {
  return { path, verdict, sentence, count, measured: numberText(measured), p };
}

function scoreboardJson({ legacy, modern, neither, undetermined }: Scoreboard): Fields<Scoreboard> {
  return { legacy, modern, neither, undetermined };
}

function spreadJson({ max, p50, p90, p99 }: Spread): Fields<Spread> {
  return { max: numberText(max), p50: numberText(p50), p90: numberText(p90), p99: numberText(p99) };
}

function placeJson(place: PlaceSummary): Fields<PlaceSummary> {
  const { path, numbers, abs, rel, ulp, bias, special, wouldPass } = place;
  const { above, below, p } = bias;
  const ulpHistogram = place.ulpHistogram.map((bin) => ({ upTo: bin.upTo, numbers: bin.numbers }));
  const spreads = { abs: spreadJson(abs), rel: spreadJson(rel), ulp: spreadJson(ulp) };
  return {
    path,
    numbers,
    ...spreads,
    ulpHistogram,
    bias: { above, below, p },
    special: { nan: special.nan, infinity: special.infinity, 'zero-sign': special['zero-sign'] },
    wouldPass: wouldPassJson(wouldPass),
  };
}

function subjectModernJson(row: SubjectModernReport): Omit<Fields<SubjectModernReport>, 'trends'> {
  const { minCases, cases, minReturned, returnedShare, met } = row.floors;
  const { counted, leftOut, resumed } = row.placeCases;
  return {
    modern: row.modern,
    decision: row.decision,
    reasons: row.reasons,
    policy: policyJson(row.policy),
    goldenPolicy: policyJson(row.goldenPolicy),
    types: row.types,
    vectors: countsJson(row.vectors),
    found: countsJson(row.found),
    generated: countsJson(row.generated),
    statistics: statisticsJson(row.statistics),
    bounds: row.bounds.map(boundJson),
    scoreboard: row.scoreboard && scoreboardJson(row.scoreboard),
    properties: row.properties.map((one): Fields<PropertyReport> => {
      const { name, held, violated, skipped } = one;
      return { name, held, violated, skipped };
    }),
    bands: row.bands && { expected: row.bands.expected, investigate: row.bands.investigate, bug: row.bands.bug },
    excuses: Object.fromEntries(excuses.map((excuse) => [excuse, row.excuses[excuse]])),
    places: row.places.map(placeJson),
    placeCases: { counted, leftOut, resumed },
    errorMap: row.errorMap?.map(({ magnitude, rel, numbers }): Fields<ErrorCell> => ({ magnitude, rel, numbers })),
    floors: { minCases, cases, minReturned, returnedShare, met },
  };
}

function coverageJson(ledger: CoverageLedger): Fields<CoverageLedger> {
  return {
    vectorsByFlag: sorted(ledger.vectorsByFlag, asIs),
    found: ledger.found,
    generatedByLabel: sorted(ledger.generatedByLabel, asIs),
    generatedByDtype: sorted(ledger.generatedByDtype, asIs),
    generatedBySize: sorted(ledger.generatedBySize, asIs),
    generatedByMagnitude: sorted(ledger.generatedByMagnitude, asIs),
    raisedShare: ledger.raisedShare,
  };
}

function implementationJson(it: ImplementationReport): Fields<ImplementationReport> {
  const { name, side, address, digest, language, languageVersion, environment, failure } = it;
  return {
    ...{ name, side, address, digest, language, languageVersion },
    packages: sorted(it.packages, asIs),
    platform: sorted(it.platform, asIs),
    environment: environment && {
      digest: environment.digest,
      lock: environment.lock,
      python: environment.python,
      path: environment.path,
    },
    failure,
    parity: it.parity && { kind: it.parity.kind, moved: [...it.parity.moved] },
  };
}

/** A suite with its implementations and subjects, for `report.json`. */
export function suiteJson(suite: SuiteReport): Fields<SuiteReport> {
  const subject = ({ name, moderns, coverage }: SubjectReport): Fields<SubjectReport> => ({
    name,
    moderns: moderns.map(subjectModernJson),
    coverage: coverageJson(coverage),
  });
  return {
    name: suite.name,
    title: suite.title,
    digest: suite.digest,
    implementations: suite.implementations.map(implementationJson),
    subjects: suite.subjects.map(subject),
    failure: suite.failure,
  };
}
