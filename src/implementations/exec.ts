import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { makeScratchFolder, removeScratchFolder } from '../disk/scratch-folder.ts';
import type { Outcome, Raised } from '../value/outcome.ts';
import type { MapValue, Value } from '../value/value.ts';
import { childEnvironment } from './child-environment.ts';
import { filesOf, UnreadableFiles } from './exec-files.ts';
import { type ExecEnding, ExecProcess } from './exec-process.ts';
import { ExecTemplate, type Invocation, TemplateMismatch } from './exec-template.ts';
import type { Call, Greeting, Implementation } from './implementation.ts';
import { startFailureOutcome } from './start-failure.ts';
import { unhealthyOutcome } from './worker.ts';

export interface ExecOptions {
  readonly name: string;
  readonly address: string;
  /** Program and arguments, which are a template: see `ExecTemplate`. */
  readonly words: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** Programs at work at the same time. */
  readonly workers: number;
  readonly maxCrashesInRow: number;
  /** Most bytes of standard output (default 16 MB). */
  readonly maxStdoutBytes?: number;
}

interface Waiting {
  readonly call: Call;
  settle(outcome: Outcome): void;
}

/**
 * Any program as an implementation: every call starts it once, with the arguments in its words or on its standard input,
 * in a scratch folder of its own that is removed afterwards. What it returns is a map:
 *
 * | key | value |
 * |---|---|
 * | `exitCode` | integer |
 * | `stdout` | string, or bytes when it is not UTF-8 |
 * | `stderr` | the same, its last 64 KB |
 * | `files` | map of path -> bytes: what it left in the scratch folder |
 *
 * An exit code that is not 0 is a value like any other; a death by a signal is `crashed`.
 */
export class ExecPrograms implements Implementation {
  readonly name: string;
  readonly address: string;
  readonly inFlight: number;
  private readonly options: ExecOptions;
  private readonly template: ExecTemplate;
  private readonly running = new Set<ExecProcess>();
  private readonly queue: Waiting[] = [];
  private busy = 0;
  private crashesInRow = 0;
  private closed = false;

  /** @throws SetupError when the words are no template */
  constructor(options: ExecOptions) {
    this.options = options;
    this.name = options.name;
    this.address = options.address;
    this.inFlight = options.workers;
    this.template = new ExecTemplate(options.address, options.words);
  }

  async start(): Promise<Greeting> {
    const { program } = this.template;
    const folders = program.includes('/') ? [''] : (this.options.env.PATH ?? '').split(delimiter);
    if (!folders.some((folder) => isProgram(join(folder, program)))) {
      throw new SetupError(
        `Cannot start ${this.address}: there is no program ${JSON.stringify(program)}. Install it or name another one.`,
      );
    }
    const machine = { os: platform(), release: release(), machine: arch() };
    return {
      language: 'program',
      languageVersion: '',
      packages: {},
      platform: machine,
      capabilities: [],
      subjects: [],
    };
  }

  call(call: Call): Promise<Outcome> {
    return new Promise((resolve) => {
      this.queue.push({ call, settle: resolve });
      this.next();
    });
  }

  callAlone(call: Call): Promise<Outcome> {
    return this.closed ? Promise.resolve(unhealthyOutcome) : this.run(call);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const program of this.running) program.stop('closed');
    this.next();
    await Promise.all([...this.running].map(({ ended }) => ended));
  }

  private get isUnhealthy(): boolean {
    return this.closed || this.crashesInRow >= this.options.maxCrashesInRow;
  }

  private next(): void {
    while (this.queue.length > 0 && (this.isUnhealthy || this.busy < this.options.workers)) {
      const { call, settle } = this.queue.shift()!;
      if (this.isUnhealthy) {
        settle(unhealthyOutcome);
        continue;
      }
      this.busy += 1;
      void this.run(call).then((outcome) => {
        this.busy -= 1;
        this.crashesInRow = outcome.kind === 'returned' || outcome.kind === 'raised' ? 0 : this.crashesInRow + 1;
        settle(outcome);
        this.next();
      });
    }
  }

  private async run(call: Call): Promise<Outcome> {
    let folder: string | undefined;
    try {
      const invocation = this.template.fill(call);
      folder = makeScratchFolder('vernier-exec-');
      const scratch = join(folder, 'scratch');
      const ending = await this.execute(invocation, folder, scratch, call.deadlineMs);
      return outcomeOf(ending, call.deadlineMs) ?? returned(ending, filesOf(scratch, invocation.files));
    } catch (error) {
      if (error instanceof TemplateMismatch) return misfit(error.message, true);
      if (error instanceof UnreadableFiles) return fault(error.message);
      return cannotStart(error);
    } finally {
      if (folder !== undefined) await removeScratchFolder(folder);
    }
  }

  private async execute(
    { args, stdin, files }: Invocation,
    folder: string,
    scratch: string,
    deadlineMs: number,
  ): Promise<ExecEnding> {
    // Temporary files of the program lie beside its scratch folder, so that they are no result.
    const temporary = join(folder, 'tmp');
    for (const path of [scratch, temporary]) mkdirSync(path);
    for (const [name, data] of files) writeFileSync(join(scratch, name), data);
    const { env, memoryMb, maxStdoutBytes = 16 * 2 ** 20 } = this.options;
    const { program } = this.template;
    const request = { program, args, stdin, cwd: scratch, deadlineMs, memoryMb, maxStdoutBytes };
    const running = new ExecProcess({ ...request, env: { ...env, TMPDIR: temporary } });
    this.running.add(running);
    try {
      return await running.ended;
    } finally {
      this.running.delete(running);
    }
  }
}

/** Programs by the words of an `exec:` address, with the defaults of every implementation. */
export function createExec(
  spec: Pick<ExecOptions, 'name' | 'address'> & Partial<Omit<ExecOptions, 'words'>>,
  words: ExecOptions['words'],
): Implementation {
  const { name, address, memoryMb = 2048, workers = 1, maxCrashesInRow = 5 } = spec;
  const env = childEnvironment(process.env, spec.env);
  return new ExecPrograms({ name, address, words, env, memoryMb, workers, maxCrashesInRow });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function cannotStart(error: unknown): Outcome {
  // The arguments are at fault, not the program: more of them than the system takes.
  const tooLong = (error as NodeJS.ErrnoException).code === 'E2BIG';
  return tooLong
    ? misfit('The arguments are too long for a command: use standard input', false)
    : startFailureOutcome(error);
}

/** What became of a program that did not end by itself; null for one that did. */
function outcomeOf(ending: ExecEnding, deadlineMs: number): Outcome | null {
  const { exitCode, signal, stopped, startError, elapsedNs } = ending;
  const stderr = new TextDecoder().decode(ending.stderr);
  if (startError !== null) return cannotStart(startError);
  if (stopped === 'deadline') return { kind: 'timed-out', deadlineMs, elapsedNs };
  if (stopped === 'output') return fault('It wrote more to standard output than is read', stderr);
  if (signal === null) return null;
  return { kind: 'crashed', signal, exitCode, outOfMemory: stopped === 'memory', stderr, elapsedNs };
}

function returned({ exitCode, stdout, stderr, elapsedNs }: ExecEnding, files: [Value, Value][]): Outcome {
  const value: MapValue = {
    kind: 'map',
    type: 'dict',
    entries: [
      ['exitCode', BigInt(exitCode ?? 0)],
      ['stdout', textOrBytes(stdout)],
      ['stderr', textOrBytes(stderr)],
      ['files', { kind: 'map', type: 'dict', entries: files }],
    ],
  };
  return { kind: 'returned', value, elapsedNs, warnings: [] };
}

function textOrBytes(data: Uint8Array): Value {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return { kind: 'bytes', data: Uint8Array.from(data) };
  }
}

function fault(message: string, stderr = ''): Outcome {
  return { kind: 'protocol-error', message, stderr, elapsedNs: null };
}

function misfit(message: string, setup: boolean): Raised {
  return {
    kind: 'raised',
    error: { class: 'vernier.BadArguments', bases: [], message, setup },
    elapsedNs: null,
    warnings: [],
  };
}
