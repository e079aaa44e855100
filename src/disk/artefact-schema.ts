import { readFileSync } from 'node:fs';
import { InternalError, SetupError } from '../base/errors.ts';
import { problemList } from '../base/problem-list.ts';
import { checkSchema, problemLines } from '../base/schema.ts';

/** The artefacts with a JSON Schema in `golden/schema/`. */
export type ArtefactName =
  | 'golden-1'
  | 'found-1'
  | 'waivers-1'
  | 'config-1'
  | 'report-1'
  | 'evidence-1'
  | 'protocol-1'
  | 'tolerances-1'
  | 'gate-1'
  | 'places-1';

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
 * @throws SetupError with the places that break it.
 */
export function checkArtefact(name: ArtefactName, document: unknown, shown: string): void {
  const problems = checkSchema(artefactSchema(name), document);
  if (problems.length === 0) return;
  throw new SetupError(problemList(shown, problemLines(problems)));
}
