import type { Difference } from '../../compare/difference.ts';
import type { ExpectedOutcome } from '../../golden/vector.ts';
import type { CallArguments, Outcome } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import type { Finding } from '../report.ts';
import type { Result } from '../result.ts';
import { argumentsWithout, begin, down, hidden, type ValuesShown, withoutNamed } from './hide-value.ts';

/** What stands in place of a text that may hold values. */
const leftOut = '(left out)';

/**
 * Keeps values out of all that a run leaves: journal, report, evidence, kept cases. What stays: which cases, how many, how
 * far apart, names of places and classes. Texts that implementations wrote go too, since nobody knows what is in them.
 */
export class Redaction {
  readonly #values: ValuesShown;
  readonly #patterns: readonly string[];
  /** How it is called in evidence. */
  readonly name: 'none' | 'hashed' | 'redact';

  /** @param patterns Places in arguments and outcomes that are left out even where values are shown: `/args/0`, `/value/name` */
  constructor(values: ValuesShown, patterns: readonly string[]) {
    this.#values = values;
    this.#patterns = patterns;
    this.name = values === 'full' ? 'redact' : values;
  }

  /** A result for the journal: the worst drift of a vector in words holds values. */
  result(result: Result): Result {
    const { detail, violation, status, drifts } = result;
    const words = drifts.length === 0 ? status : drifts.map((drift) => `${drift.class} at ${drift.path}`).join('; ');
    return {
      ...result,
      detail: detail === null ? null : words,
      ...(violation === undefined ? {} : { violation: leftOut }),
    };
  }

  finding(finding: Finding): Finding {
    const { curves: _, ...rest } = finding;
    const { difference, mechanism, referee, violation, legacyOutcome, modernOutcome } = finding;
    return {
      ...rest,
      hidden: this.name,
      input: this.#arguments(finding.input),
      difference: difference && this.#difference(difference),
      mechanism: mechanism && { ...mechanism, test: leftOut },
      referee: referee && { ...referee, truth: null, why: leftOut },
      legacyOutcome: legacyOutcome && this.#outcome(legacyOutcome),
      modernOutcome: modernOutcome && this.#outcome(modernOutcome),
      ...(violation === undefined
        ? {}
        : { violation: leftOut, summary: `modern "${finding.modern}" breaks a property` }),
    };
  }

  expected(expected: ExpectedOutcome | null): ExpectedOutcome | null {
    if (expected === null) return null;
    if ('raised' in expected) return { raised: { ...expected.raised, message: leftOut } };
    return { returned: this.#at(expected.returned, ['value']) };
  }

  #at(value: Value, path: readonly string[]): Value {
    if (this.#values !== 'full') return hidden(value, this.#values);
    let reached = begin(this.#patterns);
    for (const step of path) {
      if (reached.some(({ segments, positions }) => positions.includes(segments.length))) return hidden(value, 'none');
      reached = down(reached, step);
    }
    return withoutNamed(value, reached);
  }

  #arguments({ args, kwargs }: CallArguments): CallArguments {
    if (this.#values === 'full') return argumentsWithout({ args, kwargs }, begin(this.#patterns));
    const hide = (value: Value) => hidden(value, this.#values);
    return {
      args: args.map(hide),
      kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, hide(value)])),
    };
  }

  #difference(difference: Difference): Difference {
    const path = difference.path.map(String);
    const { legacy, modern, ...rest } = difference;
    // An error stands there with its message, which no pattern names.
    const ofError = difference.class === 'returned-vs-raised' || difference.class === 'error-class';
    const hide = (value: Value) => (ofError ? hidden(value, this.#values) : this.#at(value, path));
    return {
      ...rest,
      ...(legacy === undefined ? {} : { legacy: hide(legacy) }),
      ...(modern === undefined ? {} : { modern: hide(modern) }),
    };
  }

  #outcome(outcome: Outcome): Outcome {
    switch (outcome.kind) {
      case 'timed-out':
        return outcome;
      case 'protocol-error':
        return { ...outcome, message: leftOut, stderr: '' };
      case 'crashed':
        return { ...outcome, stderr: '', ...(outcome.detail === undefined ? {} : { detail: leftOut }) };
      default: {
        const warnings = outcome.warnings.map((warning) => ({ ...warning, message: leftOut }));
        const mutated = outcome.mutated === undefined ? {} : { mutated: this.#arguments(outcome.mutated) };
        return outcome.kind === 'returned'
          ? { ...outcome, warnings, ...mutated, value: this.#at(outcome.value, ['value']) }
          : { ...outcome, warnings, ...mutated, error: { ...outcome.error, message: leftOut } };
      }
    }
  }
}

/** Null where everything is shown. */
export function redactionOf(values: ValuesShown = 'full', patterns: readonly string[] = []): Redaction | null {
  return values === 'full' && patterns.length === 0 ? null : new Redaction(values, patterns);
}
