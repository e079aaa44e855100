import { SetupError } from '../base/errors.ts';
import { problemList } from '../base/problem-list.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { parseJsonText } from '../disk/read-json.ts';
import { argumentsOf } from '../value/arguments.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, ValueSyntaxError } from '../value/json.ts';
import { plainJson } from '../value/plain-json.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { ArrayTaker } from './array-shelf.ts';
import { checkVectors } from './check-vectors.ts';
import { goldenDigest } from './golden-digest.ts';
import type { ExpectedOutcome, GoldenFile, GoldenVector } from './vector.ts';

/**
 * Reads the text of a golden file: strict JSON, its schema, every value, the rules of `checkVectors`, the digest.
 *
 * @param shown What the file is called in messages.
 * @param openArrays Opens the .npz beside the file; called only when a vector refers to an array in it.
 * @throws SetupError that names the file and the place: `golden/expression/evaluate.json at /vectors/3/input: …`
 */
export function parseGolden(text: string, shown: string, openArrays = noArrays(shown)): GoldenFile {
  const tree = parseJsonText(text, shown);
  checkArtefact('golden-1', withoutValues(tree), shown);
  const members = tree as JsonObject;
  const arrays = new ArrayTaker(openArrays, shown);
  const vectors = (members.get('vectors') as JsonObject[]).map((vector, index) =>
    readVector(vector, `${shown} at /vectors/${index}`, arrays),
  );
  arrays.finish();
  return goldenOf(members, vectors, shown);
}

/**
 * A golden file whose vectors were read from another form: everything that `parseGolden` checks, but their values.
 *
 * @param head The document without its vectors, `described` the vectors without their values.
 * @throws SetupError as `parseGolden`
 */
export function checkedGolden(
  head: JsonObject,
  described: readonly JsonTree[],
  vectors: readonly GoldenVector[],
  shown: string,
): GoldenFile {
  const tree = new Map(head).set('vectors', [...described]);
  checkArtefact('golden-1', plainJson(tree), shown);
  return goldenOf(tree, vectors, shown);
}

function goldenOf(members: JsonObject, vectors: readonly GoldenVector[], shown: string): GoldenFile {
  // Everything but the vectors is strings that the schema has checked.
  const head = plainJson(new Map([...members].filter(([key]) => key !== 'vectors'))) as Omit<GoldenFile, 'vectors'>;
  const file: GoldenFile = { ...head, vectors };
  const problems = checkVectors(file);
  if (problems.length > 0) throw new SetupError(problemList(shown, problems));
  const digest = goldenDigest(file);
  if (digest !== file.digest) {
    throw new SetupError(
      `${shown} at /digest: the file says ${file.digest.slice(0, 12)}…, its notes and vectors give ${digest.slice(0, 12)}…. It was edited by hand or damaged: restore it, or record it again with "vernier golden record --overwrite"`,
    );
  }
  return file;
}

/** The document with a placeholder for every value: the schema says nothing of them, and they are the bulk. */
function withoutValues(tree: JsonTree): unknown {
  if (!(tree instanceof Map)) return plainJson(tree);
  const vectors = tree.get('vectors');
  if (!Array.isArray(vectors)) return plainJson(tree);
  return plainJson(new Map(tree).set('vectors', vectors.map(bareVector)));
}

function bareVector(vector: JsonTree): JsonTree {
  if (!(vector instanceof Map)) return vector;
  const bare = new Map(vector);
  const input = vector.get('input');
  if (input instanceof Map) bare.set('input', new Map([...input].map(([key, member]) => [key, emptied(member)])));
  const outcome = vector.get('outcome');
  if (outcome instanceof Map && outcome.has('returned')) bare.set('outcome', new Map(outcome).set('returned', null));
  return bare;
}

function emptied(member: JsonTree): JsonTree {
  if (Array.isArray(member)) return [];
  return member instanceof Map ? new Map() : member;
}

function noArrays(shown: string): () => ReadonlyMap<string, NdArrayValue> {
  return () => {
    throw new SetupError(`${shown} refers to arrays in a .npz beside it, and there is none`);
  };
}

function readVector(vector: JsonObject, place: string, arrays: ArrayTaker): GoldenVector {
  const outcome = vector.get('outcome') as JsonObject;
  return {
    ...(plainJson(new Map([...vector].filter(([key]) => key !== 'input' && key !== 'outcome'))) as Pick<
      GoldenVector,
      'id' | 'comment' | 'flags' | 'origin' | 'accepted'
    >),
    input: valueAt(vector.get('input')!, `${place}/input`, arrays, argumentsOf),
    outcome: outcome.has('returned')
      ? { returned: valueAt(outcome.get('returned')!, `${place}/outcome/returned`, arrays, (value) => value) }
      : (plainJson(outcome) as ExpectedOutcome),
  };
}

function valueAt<T>(tree: JsonTree, place: string, arrays: ArrayTaker, as: (value: Value) => T): T {
  const attachments: Uint8Array[] = [];
  try {
    return as(decodeTree(arrays.fill(tree, attachments, place), attachments));
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const steps = error.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    throw new SetupError(`${place}${steps.join('')}: ${error.message}`, { cause: error });
  }
}
