import { SetupError } from '../base/errors.ts';
import { readGolden } from '../golden/read-golden.ts';
import type { VectorSources } from '../golden/vector.ts';
import { loadVectorSources, vectorSourceFile } from '../studies/vector-sources.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { GoldenState } from './facts.ts';

/** Which golden vectors a suite has, and which the code that names them says it should have. */
export async function goldenState(suite: LoadedSuite): Promise<GoldenState[]> {
  const sources = vectorSourceFile(suite) === null ? {} : (await loadVectorSources(suite)).sources;
  return Object.keys(suite.definition.subjects)
    .filter((subject) => suite.goldenFiles.has(subject) || Object.hasOwn(sources, subject))
    .map((subject) => stateOf(suite, subject, sources[subject]));
}

function stateOf(suite: LoadedSuite, subject: string, source: VectorSources[string] | undefined): GoldenState {
  const head = { suite: suite.name, subject };
  const named = (source?.vectors ?? []).map(({ id }) => id);
  const path = suite.goldenFiles.get(subject);
  if (path === undefined) return { ...head, ids: [], missing: named, broken: null };
  try {
    const ids = readGolden(path, head).vectors.map(({ id }) => id);
    const there = new Set(ids);
    return { ...head, ids, missing: named.filter((id) => !there.has(id)), broken: null };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ...head, ids: [], missing: [], broken: error.message };
  }
}
