import type { RunReport, VectorReport, WaiverReport } from '../runner/report.ts';
import type { Waiver } from '../suite/waiver.ts';
import { creepJson } from './json-creep.ts';
import { findingJson } from './json-finding.ts';
import { suiteJson } from './json-suite.ts';
import { type Fields, jsonText, numberText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

function vectorJson(vector: VectorReport): Omit<Fields<VectorReport>, 'figures'> {
  const { suite, subject, modern, id, comment, flags, status, side, waivers, detail, finding, ms } = vector;
  return { suite, subject, modern, id, comment, flags, status, side, waivers, detail, finding, ms };
}

function waiverJson(waiver: Waiver): Fields<Waiver> {
  const { id, subject, modern, path, when, bound, maxShare, owner, reason, created, expires } = waiver;
  const limits = bound && { abs: bound.abs, rel: bound.rel, ulp: bound.ulp };
  const { label, legacyError, modernError, modernPackage, legacyEnds } = when;
  const condition = { label, legacyError, modernError, modernPackage, legacyEnds };
  // `class` is a reserved word, so it cannot be taken apart like the others.
  const head = { id, subject, modern, class: waiver.class, path, when: condition };
  return { ...head, bound: limits, maxShare, owner, reason, created, expires };
}

function waiverReportJson(report: WaiverReport): Fields<WaiverReport> {
  const { suite, waiver, covered, share, maxAbs, maxRel, maxUlp, state, expiringInDays } = report;
  const largest = { maxAbs: numberText(maxAbs), maxRel: numberText(maxRel), maxUlp };
  return { suite, waiver: waiverJson(waiver), covered, share, ...largest, state, expiringInDays };
}

function optionsJson(options: RunReport['options']): Fields<RunReport['options']> {
  const { seed, cases, timeMs, jobs, reference, only, filter, bail, shard } = options;
  const part = shard && { number: shard.number, of: shard.of };
  return { seed, cases, timeMs, jobs, reference, only, filter, bail, shard: part };
}

function reportJson(report: RunReport): Fields<RunReport> {
  const { tool, machine, git } = report;
  return {
    schema: report.schema,
    runId: report.runId,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    decision: report.decision,
    exitCode: report.exitCode,
    reasons: report.reasons,
    interrupted: report.interrupted,
    cut: report.cut,
    options: optionsJson(report.options),
    tool: { vernier: tool.vernier, node: tool.node },
    machine: { os: machine.os, arch: machine.arch, cpu: machine.cpu, cores: machine.cores },
    git: git && { commit: git.commit, branch: git.branch, dirty: git.dirty },
    suites: report.suites.map(suiteJson),
    vectors: report.vectors.map(vectorJson),
    findings: report.findings.map(findingJson),
    findingsLeftOut: report.findingsLeftOut,
    waivers: report.waivers.map(waiverReportJson),
    creep: report.creep && creepJson(report.creep),
    notRun: report.notRun.map(({ suite, subject, modern, side, reason, count }) => ({
      ...{ suite, subject, modern, side, reason, count },
    })),
  };
}

/**
 * `report.json`, the report for programs: `golden/schema/report-1.json` describes it. Values are in tagged JSON.
 * The same seed and commit give the same bytes but for the run's id (which evidence paths hold) and the members the
 * schema marks as times.
 */
export const jsonReporter: Reporter = {
  file: 'report.json',
  render: (report) => `${jsonText(reportJson(report))}\n`,
};
