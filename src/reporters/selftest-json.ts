import type {
  BenchSelftest,
  Detection,
  DriftSize,
  FaultCount,
  PathSelftest,
  SelftestReport,
  Survivor,
} from '../studies/selftest/selftest-report.ts';
import { type Fields, type Json, jsonText, numberText, valueText } from './json-text.ts';

/** `selftest.json`, by its schema `golden/schema/selftest-1.json`. */
export function selftestJson(report: SelftestReport): string {
  const { schema, runId, startedAt, finishedAt, vernier, seed, minKill, decision, exitCode, reasons } = report;
  const suites = report.suites.map(({ name, digest, implementations, benches }) => {
    const sides = implementations.map(({ name: side, side: role, address, language, languageVersion }) => {
      return { name: side, side: role, address, language, languageVersion };
    });
    return { name, digest, implementations: sides, benches: benches.map(benchJson) };
  });
  const { interrupted } = report;
  const head = { schema, runId, startedAt, finishedAt, vernier, seed, minKill, decision, exitCode, reasons };
  const tree: Fields<SelftestReport> = { ...head, interrupted, suites };
  return `${jsonText(tree)}\n`;
}

function benchJson(bench: BenchSelftest): Fields<BenchSelftest> {
  const { subject, modern, decision, reasons, control, mutants, killed, killRate, noticed } = bench;
  const { cases, green, counted, floorsMet } = control;
  return {
    ...{ subject, modern, decision, reasons },
    control: { decision: control.decision, cases, green, counted, floorsMet, reasons: control.reasons },
    ...{ mutants, killed, killRate, noticed },
    beyondPolicy: { mutants: bench.beyondPolicy.mutants, killed: bench.beyondPolicy.killed },
    harmless: { mutants: bench.harmless.mutants, lived: bench.harmless.lived },
    leftOut: { withinPolicy: bench.leftOut.withinPolicy, unproven: bench.leftOut.unproven },
    paths: bench.paths.map(pathJson),
    survivors: bench.survivors.map(survivorJson),
    falseAlarms: bench.falseAlarms.map(survivorJson),
    hidden: bench.hidden.map(survivorJson),
    pipeline: bench.pipeline.map(({ fault, cases: told, red, killed: isKilled }) => {
      return { fault, cases: told, red, killed: isKilled };
    }),
  };
}

function pathJson({ path, mutants, killed, harmless, detects, faults }: PathSelftest): Fields<PathSelftest> {
  const { golden, legacy } = detects;
  return {
    ...{ path, mutants, killed },
    harmless: { mutants: harmless.mutants, lived: harmless.lived },
    detects: { golden: golden && detectionJson(golden), legacy: legacy && detectionJson(legacy) },
    faults: faults.map((one): Fields<FaultCount> => {
      const { fault, set, right, withinPolicy, unproven } = one;
      return { fault, set, mutants: one.mutants, right, withinPolicy, unproven };
    }),
  };
}

function detectionJson({ sites, smallest, largest }: Detection): Fields<Detection> {
  return { sites, smallest: sizeJson(smallest), largest: sizeJson(largest) };
}

function sizeJson({ legacy, noticed, abs, rel, ulp }: DriftSize): Fields<DriftSize> {
  return {
    legacy: valueText(legacy),
    noticed: valueText(noticed),
    abs: numberText(abs),
    rel: numberText(rel),
    ulp,
  };
}

function survivorJson({ fault, path, count, by, line, example }: Survivor): Fields<Survivor> {
  const { case: name, before, after } = example;
  const shown: Json = { case: name, before: valueText(before), after: valueText(after) };
  return { fault, path, count, by, line, example: shown };
}
