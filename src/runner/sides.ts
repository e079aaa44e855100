import { relative } from 'node:path';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { SetupError } from '../base/errors.ts';
import { digestFile } from '../disk/digest-files.ts';
import type { PythonEnvironment } from '../environments/environment.ts';
import { ensurePythonEnvironment } from '../environments/python.ts';
import { type Address, parseAddress } from '../implementations/address.ts';
import { createImplementation } from '../implementations/create-implementation.ts';
import type { Greeting, Implementation } from '../implementations/implementation.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { goldenAddress, isRetired } from '../suite/is-retired.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { ImplementationDefinition, SuiteDefinition } from '../suite/suite.ts';
import type { RunObserver, RunOptions } from './options.ts';
import { movedPackages, parityOf } from './parity.ts';
import { pythonWanted } from './python-wanted.ts';
import type { ImplementationReport } from './report.ts';
import type { Side } from './subject-job.ts';

/** The implementations of a suite, started. */
export interface Sides {
  readonly legacy: Side;
  readonly moderns: readonly Side[];
  readonly reports: readonly ImplementationReport[];
  close(): Promise<void>;
}

interface Wanted {
  readonly name: string;
  readonly side: 'legacy' | 'modern';
  readonly definition: ImplementationDefinition;
  readonly address: Address;
  readonly shown: string;
}

/**
 * Makes the environments of a suite's implementations and starts them. One that does not start (a failing import, a
 * missing tool) is a side with a `failure`: its cases are not run, the others are.
 *
 * @param options.twins Two sides may be the same thing: for A/A runs alone.
 * @throws SetupError when an environment cannot be made, or when two sides are the same thing
 */
export async function openSides(
  suite: LoadedSuite,
  options: RunOptions,
  observer: RunObserver,
  signal: AbortSignal,
  { moderns = true, twins = false }: { readonly moderns?: boolean; readonly twins?: boolean } = {},
): Promise<Sides> {
  const wanted = wantedSides(suite, options).filter(({ side }) => side === 'legacy' || moderns);
  const environments = new Map<string, PythonEnvironment | null>();
  for (const one of wanted) environments.set(one.name, await environmentFor(suite, one, options, observer, signal));
  if (!twins) refuseTwins(wanted, environments);
  const inFlight = Math.max(
    ...Object.values(suite.definition.subjects).map((subject) => subject.inFlight ?? suiteDefaults.inFlight),
  );
  const opened = await Promise.all(
    wanted.map((one) => openSide(suite, one, environments.get(one.name) ?? null, { jobs: options.jobs, inFlight })),
  );
  const legacy = opened.find(({ report }) => report.side === 'legacy')?.side;
  const retired = isRetired(suite.definition) ? [retiredReport()] : [];
  return {
    legacy: legacy ?? notAsked(suite),
    moderns: opened.filter(({ report }) => report.side === 'modern').map(({ side }) => side),
    reports: [
      ...retired,
      ...withParity(
        wanted,
        environments,
        opened.map(({ report }) => report),
      ),
    ],
    close: async () => {
      await Promise.all(opened.map(({ side }) => side.implementation?.close()));
    },
  };
}

function wantedSides(suite: LoadedSuite, options: RunOptions): Wanted[] {
  const { legacy, moderns } = suite.definition;
  const names =
    options.moderns.length > 0
      ? Object.keys(moderns).filter((name) => options.moderns.includes(name))
      : Object.keys(moderns);
  const all: [string, 'legacy' | 'modern', ImplementationDefinition][] = [
    ...(legacy !== undefined && asksLegacy(suite.definition, options) ? ([['legacy', 'legacy', legacy]] as const) : []),
    ...names.map((name) => [name, 'modern', moderns[name]!] as const),
  ].map(([name, side, definition]) => [name, side, definition]);
  return all.map(([name, side, definition]) => {
    const address = parseAddress(definition.address, suite.folder);
    return { name, side, definition, address, shown: shownAddress(address, suite.root) };
  });
}

/** Legacy is not started for golden vectors alone, nor for subjects that only have properties of their own. */
function asksLegacy(definition: SuiteDefinition, { reference }: RunOptions): boolean {
  if (reference === 'golden' || isRetired(definition)) return false;
  return Object.values(definition.subjects).some(({ compare, properties }) => compare !== false || properties?.legacy);
}

/** As people read it: paths from the project's root on. */
function shownAddress(address: Address, root: string): string {
  if ('words' in address || address.scheme === 'golden') return address.text;
  const isPath = address.scheme === 'module' || address.isFile;
  const target = isPath ? relative(root, address.target) : address.target;
  const mark = address.scheme === 'module' ? '#' : ':';
  return `${address.scheme}:${target}${address.function === null ? '' : mark + address.function}`;
}

function notAsked(suite: LoadedSuite): Side {
  const { legacy } = suite.definition;
  if (legacy === undefined)
    return { name: 'legacy', address: 'none', failure: 'the suite has no legacy', implementation: null };
  const shown = shownAddress(parseAddress(legacy.address, suite.folder), suite.root);
  return { name: 'legacy', address: shown, failure: null, implementation: null };
}

/** A legacy that is gone: nothing is started, the golden vectors hold its answers. */
function retiredReport(): ImplementationReport {
  return {
    ...{ name: 'legacy', side: 'legacy', address: goldenAddress, digest: sha256(goldenAddress) },
    ...{ language: '', languageVersion: '', packages: {}, platform: {}, environment: null, failure: null },
  };
}

async function environmentFor(
  suite: LoadedSuite,
  { name, definition, address }: Wanted,
  options: RunOptions,
  observer: RunObserver,
  signal: AbortSignal,
): Promise<PythonEnvironment | null> {
  // A module may start Python itself.
  if (address.scheme !== 'python' && definition.requirements === undefined) return null;
  const given = options.python[`${suite.name}/${name}`] ?? options.python[name];
  return ensurePythonEnvironment({
    name,
    requirements: definition.requirements === undefined ? null : `${suite.folder}/${definition.requirements}`,
    root: suite.root,
    onProgress: (line) => observer.say(line),
    signal,
    ...pythonWanted(definition, given, suite),
  });
}

/** A side compared with itself always agrees: that would be a green light that means nothing. */
function refuseTwins(wanted: readonly Wanted[], environments: ReadonlyMap<string, PythonEnvironment | null>): void {
  const legacy = wanted.find(({ side }) => side === 'legacy');
  if (legacy === undefined) return;
  const identity = (one: Wanted) =>
    canonicalJson([
      codeDigest(one.address),
      environments.get(one.name)?.digest ?? null,
      { ...one.definition.env },
      functionOf(one.address),
    ]);
  for (const modern of wanted) {
    if (modern === legacy || identity(modern) !== identity(legacy)) continue;
    throw new SetupError(
      `Modern "${modern.name}" (${modern.shown}) is the same as legacy (${legacy.shown}): the same code in the same environment always agrees with itself and shows nothing. Point one of the two at what is to be compared`,
    );
  }
}

/** Names moderns that are legacy's own source for what they are. */
function withParity(
  wanted: readonly Wanted[],
  environments: ReadonlyMap<string, PythonEnvironment | null>,
  reports: readonly ImplementationReport[],
): ImplementationReport[] {
  const at = wanted.findIndex(({ side }) => side === 'legacy');
  if (at < 0) return [...reports];
  const identity = ({ name, address }: Wanted) => {
    return {
      code: codeDigest(address),
      function: functionOf(address),
      environment: environments.get(name)?.digest ?? null,
    };
  };
  return reports.map((report, index) => {
    const kind = index === at ? null : parityOf(identity(wanted[at]!), identity(wanted[index]!));
    return kind === null ? report : { ...report, parity: { kind, moved: movedPackages(reports[at]!, report) } };
  });
}

const functionOf = (address: Address) => ('function' in address ? address.function : null);

/** SHA-256 of what an address names: the file's bytes, else the address as it is written. */
function codeDigest(address: Address): string {
  const isFile = address.scheme === 'module' || (address.scheme === 'python' && address.isFile);
  return isFile ? digestFile(address.target) : sha256(address.text);
}

async function openSide(
  suite: LoadedSuite,
  wanted: Wanted,
  environment: PythonEnvironment | null,
  { jobs, inFlight }: { jobs: number; inFlight: number },
): Promise<{ side: Side; report: ImplementationReport }> {
  const { name, side, definition, address, shown } = wanted;
  const implementation = createImplementation({
    name,
    // A command's paths are the suite's; what is shown of the others is their address from the project's root.
    ...('words' in address ? { address: address.text, root: suite.folder } : { address: shown, root: suite.root }),
    ...(environment === null ? {} : { python: environment.python }),
    env: { ...interpreterFor(address, environment), ...definition.env },
    startMs: definition.startMs ?? suiteDefaults.startMs,
    memoryMb: definition.memoryMb ?? suiteDefaults.memoryMb,
    integers: definition.integers ?? 'number',
    values: definition.values ?? 'native',
    fork: definition.fork ?? 'auto',
    workers: jobs,
    inFlight,
    warmUp: ({ subject, input }) => suite.definition.subjects[subject]?.warmUp?.(input) ?? null,
  });
  const { greeting, failure } = await start(
    implementation,
    Object.keys(suite.definition.subjects),
    functionOf(address) !== null,
  );
  return {
    side: { name, address: shown, failure, implementation: failure === null ? implementation : null },
    report: {
      name,
      side,
      address: shown,
      digest: codeDigest(address),
      language: greeting?.language ?? '',
      languageVersion: greeting?.languageVersion ?? environment?.version ?? '',
      packages: greeting?.packages ?? environment?.packages ?? {},
      platform: greeting?.platform ?? {},
      environment: environment && {
        digest: environment.digest,
        lock: environment.lock === null ? '' : relative(suite.root, environment.lock),
        python: environment.version,
        path: environment.path.startsWith(suite.root) ? relative(suite.root, environment.path) : environment.path,
      },
      failure,
    },
  };
}

/** Where a module finds the Python of its environment. */
function interpreterFor(address: Address, environment: PythonEnvironment | null): Readonly<Record<string, string>> {
  return address.scheme === 'module' && environment !== null ? { VERNIER_PYTHON: environment.python } : {};
}

async function start(
  implementation: Implementation,
  subjects: readonly string[],
  named: boolean,
): Promise<{ greeting: Greeting | null; failure: string | null }> {
  try {
    const greeting = await implementation.start();
    // A named function answers to every subject.
    const missing = named
      ? []
      : subjects.filter((subject) => greeting.subjects.length > 0 && !greeting.subjects.includes(subject));
    if (missing.length === 0) return { greeting, failure: null };
    await implementation.close();
    const known = greeting.subjects.slice(0, 10).join(', ');
    return { greeting, failure: `${implementation.address} has no subject "${missing[0]}" (it has ${known})` };
  } catch (error) {
    await implementation.close();
    if (error instanceof SetupError) return { greeting: null, failure: error.message };
    throw error;
  }
}
