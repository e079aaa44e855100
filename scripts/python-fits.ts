import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from '../src/base/errors.ts';
import { askInterpreter } from '../src/environments/interpreter.ts';
import { ensurePythonEnvironment } from '../src/environments/python.ts';
import type { FitArguments } from '../suites/fit/modern/problem.ts';

/** What a Python side answered: the figures of a fit, or the error that it raised. */
export type PythonFit =
  | {
      readonly parameters: number[];
      readonly rss: number;
      readonly status: string;
      readonly evaluations: number;
      readonly fastestNs: number;
      readonly medianNs: number;
    }
  | { readonly error: string };

/**
 * Fits on request, a line in and a line out. `curve_fit` calls SciPy's with a lambda, without anything around it; any
 * other side is the function `fit` of that file of the suite. A fit is repeated for times, after some that warm it up.
 */
const program = `
import importlib, json, sys, time
import numpy as np
sys.path.insert(0, sys.argv[1])
side = importlib.import_module(sys.argv[2])
def curve_fit(problem):
    from scipy.optimize import curve_fit
    names = {k: getattr(np, k) for k in "exp log sin cos arctan pi".split()}
    columns = list(problem["data"])
    f = eval("lambda %s, %s: %s" % (columns[0], ", ".join(problem["parameters"]), problem["model"]), names)
    x = problem["data"][columns[0]]
    def fit():
        found, _ = curve_fit(f, x, problem["y"], p0=problem["start"])
        return found
    return fit
for line in sys.stdin:
    problem = json.loads(line)
    bare, warm, repeats = problem.pop("bare"), problem.pop("warm"), problem.pop("repeats")
    problem["data"] = {k: np.array(v, float) for k, v in problem["data"].items()}
    problem["y"], problem["start"] = np.array(problem["y"], float), np.array(problem["start"], float)
    fit = curve_fit(problem) if bare else lambda: side.fit(**problem)
    try:
        for _ in range(warm):
            fit()
        times = []
        for _ in range(repeats):
            started = time.perf_counter_ns()
            found = fit()
            times.append(time.perf_counter_ns() - started)
        times.sort()
        answer = {"parameters": found.tolist()} if bare else {k: found[k] for k in ("rss", "status", "evaluations")}
        if not bare:
            answer["parameters"] = np.asarray(found["parameters"]).tolist()
        print(json.dumps({**answer, "fastestNs": times[0], "medianNs": times[len(times) // 2]}), flush=True)
    except (ValueError, RuntimeError, TypeError) as error:
        print(json.dumps({"error": type(error).__name__ + ": " + str(error)}), flush=True)
`;

/** The Python sides: SciPy, and the one file on JAX with the library that its Python gives it. */
export type PythonSide = 'scipy' | 'nlsq' | 'optimistix';

const files = { scipy: 'legacy', nlsq: 'modern_jax', optimistix: 'modern_jax' } as const;

/** `requirements/jax.txt` has NLSQ from here on, Optimistix before. */
const firstWithNlsq = 12;

/**
 * A Python whose environment has the library: the one given, or the first fitting of those on PATH.
 *
 * @throws SetupError when there is none
 */
async function baseFor(side: PythonSide, given: string | undefined): Promise<string> {
  if (side === 'scipy') return 'python3';
  const isFitting = (version: string) => Number(version.split('.')[1]) >= firstWithNlsq === (side === 'nlsq');
  const minors = side === 'nlsq' ? [12, 13, 14] : [11, 10];
  for (const name of [
    ...(given === undefined ? [] : [given]),
    'python3',
    ...minors.map((minor) => `python3.${minor}`),
  ]) {
    const about = await askInterpreter(name, '').catch(() => null);
    if (about !== null && isFitting(about.version)) return about.executable;
    if (name === given) break;
  }
  const where = given === undefined ? 'on PATH' : `at ${JSON.stringify(given)}`;
  throw new SetupError(
    side === 'nlsq'
      ? `NLSQ needs Python 3.${firstWithNlsq} or newer, and there is none ${where}; name one with --nlsq PATH`
      : `Optimistix stands in for NLSQ on Pythons before 3.${firstWithNlsq}, and there is none ${where}`,
  );
}

/**
 * Starts the sides whose environment can be made here, and says which cannot.
 *
 * @param given the Python for NLSQ, where it is not on PATH
 */
export async function startSides(sides: readonly PythonSide[], given: string | undefined): Promise<PythonFits[]> {
  const started: PythonFits[] = [];
  for (const side of sides) {
    try {
      started.push(await PythonFits.start(side, side === 'nlsq' ? given : undefined));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      console.log(`not exercised: ${side}: ${error.message.split('\n')[0]}`);
    }
  }
  return started;
}

/** What follows a flag on the command line. */
export function followingFlag(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** How often a fit is done: first without a clock, then with. */
export interface Repeats {
  readonly warm: number;
  readonly repeats: number;
}

/** A Python side of the fit suite in its own environment, kept running so that sides can take turns. */
export class PythonFits {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly side: PythonSide;
  /** What it runs on: `Python 3.12.1, jax 0.10.2, nlsq 0.6.4`. */
  readonly versions: string;

  private constructor(python: string, side: PythonSide, versions: string) {
    const suite = join(import.meta.dirname, '../suites/fit');
    const variables = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', JAX_PLATFORMS: 'cpu' };
    this.#process = spawn(python, ['-c', program, suite, files[side]], { env: variables });
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.side = side;
    this.versions = versions;
  }

  /** @throws SetupError when the environment cannot be made here */
  static async start(side: PythonSide, given?: string): Promise<PythonFits> {
    const name = files[side] === 'legacy' ? 'legacy' : 'jax';
    const root = join(import.meta.dirname, '..');
    const requirements = join(root, `suites/fit/requirements/${name}.txt`);
    const base = await baseFor(side, given);
    const onProgress = (line: string) => console.log(line);
    const { python, packages, version } = await ensurePythonEnvironment({ name, requirements, root, base, onProgress });
    const shown = (side === 'scipy' ? ['numpy', 'scipy'] : ['jax', side]).map((one) => `${one} ${packages[one]}`);
    return new PythonFits(python, side, [`Python ${version}`, ...shown].join(', '));
  }

  /** @param bare `curve_fit` itself instead of the side's `fit` */
  async fit(problem: FitArguments, { warm, repeats }: Repeats, bare = false): Promise<PythonFit> {
    const data = Object.fromEntries(Object.entries(problem.data).map(([name, column]) => [name, Array.from(column)]));
    const { model, parameters } = problem;
    const [y, start] = [Array.from(problem.y), Array.from(problem.start)];
    const asked = { model, parameters, data, y, start, lower: null, upper: null, bare, warm, repeats };
    this.#process.stdin.write(`${JSON.stringify(asked)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('The Python side ended');
    // Python writes NaN and Infinity, which JSON does not know.
    return JSON.parse(value.replaceAll(/\bNaN\b|-?\bInfinity\b/g, 'null')) as PythonFit;
  }

  stop(): void {
    this.#process.kill();
  }
}
