import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

/** How often a fit is done: first without a clock, then with. */
export interface Repeats {
  readonly warm: number;
  readonly repeats: number;
}

/** A Python side of the fit suite in its own environment, kept running so that sides can take turns. */
export class PythonFits {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  /** What is installed there, by name. */
  readonly packages: Readonly<Record<string, string>>;

  private constructor(python: string, module: string, packages: Readonly<Record<string, string>>) {
    const suite = join(import.meta.dirname, '../suites/fit');
    const variables = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', JAX_PLATFORMS: 'cpu' };
    this.#process = spawn(python, ['-c', program, suite, module], { env: variables });
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.packages = packages;
  }

  /** @throws SetupError when the environment cannot be made here */
  static async start(module: 'legacy' | 'modern_jax'): Promise<PythonFits> {
    const name = module === 'legacy' ? 'legacy' : 'jax';
    const root = join(import.meta.dirname, '..');
    const requirements = join(root, `suites/fit/requirements/${name}.txt`);
    const { python, packages } = await ensurePythonEnvironment({ name, requirements, root });
    return new PythonFits(python, module, packages);
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
