import type { Creep } from '../runner/creep.ts';
import type {
  Counts,
  Finding,
  ImplementationReport,
  RunReport,
  SubjectModernReport,
  VectorReport,
} from '../runner/report.ts';
import type { TrendReport } from '../runner/trend.ts';
import type { RowFields, RunHead } from './row.ts';

/** What every row of a run's history says of it. @param trigger What started it: `local`, `github:push`, … */
export function headOf(report: RunReport, trigger: string): RunHead {
  const { machine, git } = report;
  return {
    run_id: report.runId,
    started_at: Date.parse(report.startedAt),
    commit: git?.commit ?? null,
    branch: git?.branch ?? null,
    dirty: git?.dirty ?? null,
    trigger,
    verdict: report.interrupted ? 'interrupted' : report.decision,
    exit_code: report.exitCode,
    seed: report.options.seed,
    platform: `${machine.os}, ${machine.arch}, ${machine.cpu}`,
    vernier: report.tool.vernier,
    node: report.tool.node,
    versions: JSON.stringify(versionsOf(report)),
  };
}

/** By `suite/implementation`, what could explain that figures moved; in one order, so that equal ones are equal texts. */
function versionsOf({ suites }: RunReport): Record<string, Record<string, string>> {
  const all = suites.flatMap(({ name, implementations }) =>
    implementations
      .filter(({ failure }) => failure === null)
      .map((one) => [`${name}/${one.name}`, versionsOfOne(one)] as const),
  );
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function versionsOfOne({ language, languageVersion, packages, environment }: ImplementationReport) {
  const own = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const made = environment === null ? [] : [['environment', environment.digest.slice(0, 12)]];
  return Object.fromEntries([[language === '' ? 'language' : language, languageVersion], ...own, ...made]);
}

/**
 * The rows of a run's history, in the order in which they are written. What has no fixed cases is told of in counts
 * alone: new seeds feed findings, never trends.
 */
export function* reportRows(report: RunReport): Generator<RowFields> {
  yield { kind: 'run', status: report.decision, words: report.reasons[0] ?? '' };
  const isWhole = report.options.only.length === 0 && report.options.filter.length === 0 && !report.options.bail;
  for (const suite of report.suites) {
    for (const subject of suite.subjects) {
      for (const row of subject.moderns) {
        const names = { suite: suite.name, subject: subject.name, modern: row.modern };
        yield { ...names, ...subjectFields(row), series: isWhole ? 'whole' : 'part' };
        for (const trend of row.trends ?? []) yield* trendRows(names, trend);
      }
    }
  }
  for (const vector of report.vectors) yield vectorFields(vector);
  for (const finding of report.findings) yield findingFields(finding);
  for (const creep of report.creep?.creeps ?? []) yield creepFields(creep);
}

function subjectFields({ vectors, found, generated, statistics, decision, reasons }: SubjectModernReport): RowFields {
  const all: readonly Counts[] = [vectors, found, generated];
  const of = (...wanted: (keyof Counts)[]) =>
    all.reduce((sum, counts) => sum + wanted.reduce((inner, status) => inner + counts[status], 0), 0);
  return {
    ...{ kind: 'subject', status: decision, words: reasons[0] ?? null, cases: statistics.cases },
    ...{ agreed: of('agreed'), drifted: of('drifted'), waived: of('waived'), excused: of('excused') },
    other_red: of('violated', 'flaky', 'timed-out', 'crashed', 'protocol-error'),
    not_run: of('not-run'),
    ...{ numbers: statistics.numbers, above: statistics.above, below: statistics.below },
    ...{ max_abs: statistics.maxAbs, max_rel: statistics.maxRel, max_share: statistics.maxShare },
    max_ulp: statistics.maxUlp === null ? null : Number(statistics.maxUlp),
    ...{ legacy_ns: statistics.legacyNsMedian, modern_ns: statistics.modernNsMedian },
  };
}

interface Names {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
}

function* trendRows(names: Names, trend: TrendReport): Generator<RowFields> {
  const { scope, series, cases, mechanism } = trend;
  const base = { ...names, scope, series } as const;
  const { numbers, above, below, maxAbs, maxRel, maxUlp, maxShare } = trend;
  const largest = { max_abs: maxAbs, max_rel: maxRel, max_ulp: maxUlp, max_share: maxShare };
  yield { kind: 'place', ...base, path: '', cases, numbers, above, below, ...largest };
  for (const place of trend.places) {
    yield {
      ...{ kind: 'place', ...base, path: place.path, cases, numbers: place.numbers },
      ...{ above: place.bias.above, below: place.bias.below },
      ...{ max_abs: place.abs.max, max_rel: place.rel.max, max_ulp: place.ulp.max },
      max_share: maxShare === null ? null : place.maxShare,
      ...{ p50_abs: place.abs.p50, p50_rel: place.rel.p50, p90_rel: place.rel.p90, p99_rel: place.rel.p99 },
      ...{ p50_ulp: place.ulp.p50, p99_ulp: place.ulp.p99 },
    };
  }
  if (mechanism !== null) {
    yield { kind: 'mechanism', ...base, path: mechanism.path, mechanism: mechanism.name, words: mechanism.test };
  }
}

function vectorFields(vector: VectorReport): RowFields {
  const { suite, subject, modern, id, status, figures } = vector;
  const isAccepted = status === 'waived' || status === 'excused';
  return {
    ...{ kind: 'vector', suite, subject, modern, scope: isAccepted ? 'accepted' : 'vectors', case_id: id, status },
    ...(figures == null
      ? {}
      : {
          ...{ numbers: figures.numbers, above: figures.above, below: figures.below },
          ...{ max_abs: figures.maxAbs, max_rel: figures.maxRel, max_ulp: figures.maxUlp, max_share: figures.maxShare },
        }),
    modern_ns: vector.ms === null ? null : vector.ms * 1e6,
  };
}

function findingFields(finding: Finding): RowFields {
  const { suite, subject, modern, first, status, path, mechanism, summary, cases, difference } = finding;
  return {
    ...{ kind: 'finding', suite, subject, modern, path, status, class: finding.class, cases, words: summary },
    case_id: first.kind === 'generated' ? `#${first.index}` : first.id,
    ...{ mechanism: mechanism?.name ?? null, series: finding.id },
    ...{ max_abs: difference?.abs ?? null, max_rel: difference?.rel ?? null, max_share: difference?.share ?? null },
    max_ulp: difference?.ulp == null ? null : Number(difference.ulp),
  };
}

function creepFields(creep: Creep): RowFields {
  const { kind, suite, subject, modern, scope, path, summary } = creep;
  return { kind: 'creep', suite, subject, modern, scope, path, case_id: creep.case, status: kind, words: summary };
}
