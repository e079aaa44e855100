import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { SubjectDefinition } from './suite.ts';

const mostLabels = 100;
const longestLabel = 200;

/**
 * The labels that a suite puts on a case, each once, in its order; none where the subject has no `labels`.
 *
 * @param name `<suite>/<subject>`, for the message.
 * @throws SetupError when the suite's function throws, or gives anything but a list of short strings: what waivers and
 * filters go by must not fail quietly.
 */
export function caseLabels({ labels }: SubjectDefinition, input: CallArguments, name: string): readonly string[] {
  if (labels === undefined) return [];
  const given = call(labels, input, name);
  if (!Array.isArray(given)) throw wrong(name, `gave ${given === null ? 'null' : typeof given}`);
  const distinct = [...new Set<unknown>(given)];
  if (distinct.length > mostLabels) throw wrong(name, `gave ${distinct.length} labels`);
  const odd = distinct.find((label) => typeof label !== 'string' || label === '' || label.length > longestLabel);
  if (odd !== undefined || distinct.includes(undefined)) {
    throw wrong(name, `gave ${typeof odd === 'string' ? JSON.stringify(plainLine(odd, 60)) : String(odd)} as a label`);
  }
  return distinct as string[];
}

function call(labels: (input: CallArguments) => unknown, input: CallArguments, name: string): unknown {
  try {
    return labels(input);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SetupError(
      `The labels function of ${name} threw ${plainLine(reason)}; it must take any input of its subject`,
      {
        cause: error,
      },
    );
  }
}

function wrong(name: string, what: string): SetupError {
  return new SetupError(
    `The labels function of ${name} ${what}; a list of at most ${mostLabels} words of at most ${longestLabel} characters was wanted`,
  );
}
