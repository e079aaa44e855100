import { readFileSync } from 'node:fs';
import { InternalError, SetupError } from '../base/errors.ts';
import { checkSchema, problemLines } from '../base/schema.ts';

/** The artefacts with a JSON Schema in `golden/schema/`. */
export type ArtefactName = 'golden-1' | 'waivers-1' | 'config-1' | 'report-1' | 'protocol-1';

const loaded = new Map<ArtefactName, object>();

/** The JSON Schema of an artefact; the package ships them beside its code. */
export function artefactSchema(name: ArtefactName): object {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  // The same number of steps up from src/ and from dist/.
  const url = new URL(`../../golden/schema/${name}.json`, import.meta.url);
  try {
    const schema = JSON.parse(readFileSync(url, 'utf8')) as object;
    loaded.set(name, schema);
    return schema;
  } catch (error) {
    throw new InternalError(`The schema ${name}.json does not come with this copy of Vernier; install it again`, {
      cause: error,
    });
  }
}

/**
 * Holds a document against the schema of its artefact.
 * @param shown Path of its file, for the message.
 * @throws SetupError with the places that break it, at most five in full.
 */
export function checkArtefact(name: ArtefactName, document: unknown, shown: string): void {
  const problems = checkSchema(artefactSchema(name), document);
  if (problems.length === 0) return;
  throw new SetupError(manyProblems(`${shown} does not fit the schema ${name}.json`, problemLines(problems)));
}

/** A headline and its problems, one a line; more than `most` are counted. A single one stays on the headline. */
export function manyProblems(headline: string, problems: readonly string[], most = 5): string {
  if (problems.length === 1) return `${headline}: ${problems[0]}`;
  const shown = problems.slice(0, most).map((problem) => `\n  ${problem}`);
  const more = problems.length > most ? `\n  and ${problems.length - most} more` : '';
  return `${headline}:${shown.join('')}${more}`;
}
