import type { Difference, WouldPass } from '../compare/difference.ts';
import type { Curves } from '../runner/curves.ts';
import type { Finding, RefereeWord } from '../runner/report.ts';
import type { CaseRef } from '../suite/case.ts';
import { argumentsValue } from '../value/arguments.ts';
import { encodeText } from '../value/encode.ts';
import type { CallArguments, Outcome, RaisedError } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { cutValue, type Fields, type Json, numberText, RawText, valueText } from './json-text.ts';

function optionalValue(value: Value | undefined): Json | undefined {
  return value === undefined ? undefined : valueText(value);
}

/** The form of `value/outcome-text.ts`, in which each value may be cut; names in their order, whatever order they came in. */
function inputJson({ args, kwargs }: CallArguments): Json {
  const named = Object.entries(kwargs).sort(([a], [b]) => (a < b ? -1 : 1));
  const cut = {
    args: args.map(cutValue),
    kwargs: Object.fromEntries(named.map(([key, value]) => [key, cutValue(value)])),
  };
  return new RawText(encodeText(argumentsValue(cut)));
}

function errorJson(error: RaisedError): Fields<RaisedError> {
  const { bases, message, setup } = error;
  return { class: error.class, bases, message, setup };
}

function outcomeJson(outcome: Outcome | null): Json {
  if (outcome === null) return null;
  const { kind, elapsedNs } = outcome;
  switch (outcome.kind) {
    case 'timed-out':
      return { kind, elapsedNs, deadlineMs: outcome.deadlineMs };
    case 'protocol-error':
      return { kind, elapsedNs, message: outcome.message, stderr: outcome.stderr };
    case 'crashed': {
      const { signal, exitCode, detail, outOfMemory, stderr } = outcome;
      return { kind, elapsedNs, signal, exitCode, detail, outOfMemory, stderr };
    }
    default: {
      const warnings = outcome.warnings.map(({ category, message }) => ({ category, message }));
      const mutated = outcome.mutated && inputJson(outcome.mutated);
      const result =
        outcome.kind === 'returned' ? { value: valueText(outcome.value) } : { error: errorJson(outcome.error) };
      return { kind, elapsedNs, warnings, mutated, ...result };
    }
  }
}

/** A difference with its values. */
export function differenceJson(difference: Difference): Fields<Difference> {
  const { path, severity, abs, rel, ulp, share, rule, beyond } = difference;
  return {
    ...{ path, class: difference.class, severity },
    legacy: optionalValue(difference.legacy),
    modern: optionalValue(difference.modern),
    ...{ abs: numberText(abs), rel: numberText(rel), ulp: ulp === null ? null : String(ulp) },
    ...{ share: numberText(share), rule, beyond },
  };
}

function refJson(ref: CaseRef): Json {
  return ref.kind === 'generated'
    ? { kind: ref.kind, seed: ref.seed, index: ref.index }
    : { kind: ref.kind, id: ref.id };
}

/** The smallest tolerances that would have passed. */
export function wouldPassJson(pass: WouldPass | null): Json {
  return pass && { rtol: numberText(pass.rtol), atol: numberText(pass.atol), ulp: numberText(pass.ulp) };
}

function refereeJson({ nearer, why, truth, legacyUlp, modernUlp, fit }: RefereeWord): Fields<RefereeWord> {
  const ofFit = fit && { legacyDigits: fit.legacyDigits, modernDigits: fit.modernDigits, basin: fit.basin };
  return { nearer, why, truth, legacyUlp: numberText(legacyUlp), modernUlp: numberText(modernUlp), fit: ofFit };
}

function curvesJson({ along, x, legacy, modern, points }: Curves): Fields<Curves> {
  return { along, x: x.map(numberText), legacy: legacy.map(numberText), modern: modern.map(numberText), points };
}

/** A finding with its evidence, for `report.json`. */
export function findingJson(finding: Finding): Fields<Finding> {
  const { id, suite, subject, modern, status, side, severity, path, summary, cases, seed, labels, shrinks } = finding;
  const { difference, wouldPass, mechanism, referee, conditioning, legacyAddress, modernAddress, evidence } = finding;
  const { shrinkCut, confirmed } = finding;
  return {
    ...{ id, suite, subject, modern, status, side, class: finding.class, severity, path, summary, cases },
    first: refJson(finding.first),
    violation: finding.violation,
    hidden: finding.hidden,
    ...{ seed, labels },
    notes: finding.notes.map(({ bugType, description, effect }) => ({ bugType, description, effect })),
    input: inputJson(finding.input),
    shrinks,
    shrinkCut,
    confirmed: confirmed && { runs: confirmed.runs, cameBack: confirmed.cameBack },
    difference: difference && differenceJson(difference),
    wouldPass: wouldPassJson(wouldPass),
    mechanism: mechanism && { name: mechanism.name, test: mechanism.test, meaning: mechanism.meaning },
    referee: referee && refereeJson(referee),
    conditioning: conditioning && {
      amplification: numberText(conditioning.amplification),
      words: conditioning.words,
    },
    ...{ legacyAddress, modernAddress },
    legacyOutcome: outcomeJson(finding.legacyOutcome),
    modernOutcome: outcomeJson(finding.modernOutcome),
    curves: finding.curves && curvesJson(finding.curves),
    evidence,
  };
}
