import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { VectorSources } from '../golden/vector.ts';
import { importDefault } from '../suite/import-default.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';

const endings = ['ts', 'mts', 'js', 'mjs'];

/** The file that names the cases to record, `suites/<name>/vectors.ts` or its sibling; null when there is none. */
export function vectorSourceFile({ folder }: Pick<LoadedSuite, 'folder'>): string | null {
  return endings.map((ending) => join(folder, `vectors.${ending}`)).find((file) => existsSync(file)) ?? null;
}

/**
 * The cases that a suite names, by subject.
 *
 * @throws SetupError when there is no such file, it does not load, or names no subject of the suite
 */
export async function loadVectorSources(suite: LoadedSuite): Promise<{ file: string; sources: VectorSources }> {
  const file = vectorSourceFile(suite);
  if (file === null) {
    throw new SetupError(
      `${shownPath(join(suite.folder, 'vectors.ts'))} does not exist: write it to name the cases to record (export default { ${Object.keys(suite.definition.subjects)[0]}: { notes, vectors } })`,
    );
  }
  const example = 'export default { … }';
  const sources = (await importDefault(file, { root: suite.root, what: 'vector file', example })) as VectorSources;
  for (const [subject, source] of Object.entries(sources)) {
    if (!Object.hasOwn(suite.definition.subjects, subject))
      throw new SetupError(
        `${shownPath(file)} has vectors for "${subject}", which is no subject of suite "${suite.name}"`,
      );
    if (!Array.isArray(source?.vectors))
      throw new SetupError(`${shownPath(file)} at ${subject}: wanted { notes, vectors: […] }`);
  }
  return { file, sources };
}
