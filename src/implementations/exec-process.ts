import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { addGroup, removeGroup, signalGroup } from './children.ts';
import { residentBytes } from './resident-memory.ts';

export interface ExecRequest {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin: Uint8Array;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly memoryMb: number;
  readonly maxStdoutBytes: number;
}

/** How a program ended. */
export interface ExecEnding {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why Vernier itself ended it, where it did. */
  readonly stopped: 'deadline' | 'memory' | 'output' | 'closed' | null;
  readonly startError: NodeJS.ErrnoException | null;
  readonly stdout: Uint8Array;
  /** The last 64 KB. */
  readonly stderr: Uint8Array;
  readonly elapsedNs: number;
}

/** Between SIGTERM and SIGKILL. */
const graceMs = 250;
/** After the exit of a program whose pipe a grandchild still holds: what is in the pipe arrives within this. */
const drainMs = 100;
const memoryCheckMs = 100;
const keptStderrBytes = 64 * 1024;

/** One program on its way, in a process group of its own: capped in time, memory and output. */
export class ExecProcess {
  readonly ended: Promise<ExecEnding>;
  private readonly request: ExecRequest;
  private readonly child: ChildProcess;
  private readonly startedNs = process.hrtime.bigint();
  private stderr: Buffer[] = [];
  private stderrBytes = 0;
  private stderrCut = false;
  private readonly timers: NodeJS.Timeout[] = [];
  private stdout: Buffer[] = [];
  private stdoutBytes = 0;
  private stopped: ExecEnding['stopped'] = null;
  private startError: NodeJS.ErrnoException | null = null;
  private elapsedNs = 0;
  private exit: { code: number | null; signal: string | null } | null = null;
  private resolve!: (ending: ExecEnding) => void;

  constructor(request: ExecRequest) {
    this.request = request;
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
    this.child = spawn(request.program, request.args, {
      cwd: request.cwd,
      env: request.env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { pid, stdin } = this.child;
    if (pid !== undefined) addGroup(pid);
    const stdout = this.child.stdout as Readable;
    stdout.on('data', (chunk: Buffer) => this.take(chunk));
    this.child.stderr!.on('data', (chunk: Buffer) => this.takeNoise(chunk));
    // A program that does not read its input, or is gone, is no fault of the wire.
    for (const stream of [stdin!, stdout, this.child.stderr!]) stream.on('error', () => {});
    stdin!.end(request.stdin);
    this.child.on('error', (error) => {
      this.startError = error;
      if (pid === undefined) this.exited(null, null);
    });
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    this.child.on('close', () => this.end());
    this.timers.push(setTimeout(() => this.stop('deadline'), Math.max(1, request.deadlineMs)));
    this.timers.push(setInterval(() => this.watchMemory(), memoryCheckMs));
  }

  /** Ends it, and everything in its group. `ended` follows. */
  stop(why: Exclude<ExecEnding['stopped'], null>): void {
    const { pid } = this.child;
    if (pid === undefined || this.exit !== null || this.stopped !== null) return;
    this.stopped = why;
    // At once where it would go on filling memory; with grace for exit handlers elsewhere.
    signalGroup(pid, why === 'deadline' ? 'SIGTERM' : 'SIGKILL');
    if (why === 'deadline') this.timers.push(setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs));
  }

  private take(chunk: Buffer): void {
    this.stdoutBytes += chunk.length;
    if (this.stdoutBytes <= this.request.maxStdoutBytes) this.stdout.push(chunk);
    else this.stop('output');
  }

  /** Keeps the end: that is where programs say what went wrong. */
  private takeNoise(chunk: Buffer): void {
    this.stderr.push(chunk);
    this.stderrBytes += chunk.length;
    if (this.stderrBytes <= 4 * keptStderrBytes) return;
    this.stderr = [Buffer.concat(this.stderr).subarray(-keptStderrBytes)];
    this.stderrBytes = keptStderrBytes;
    this.stderrCut = true;
  }

  private noise(): Uint8Array {
    const all = Buffer.concat(this.stderr);
    let from = Math.max(0, all.length - keptStderrBytes);
    // A character that was cut in half would make bytes of a text.
    if (from > 0 || this.stderrCut) while (from < all.length && (all[from]! & 0xc0) === 0x80) from++;
    return all.subarray(from);
  }

  private exited(code: number | null, signal: string | null): void {
    if (this.exit !== null) return;
    this.exit = { code, signal };
    this.elapsedNs = Number(process.hrtime.bigint() - this.startedNs);
    for (const timer of this.timers) clearTimeout(timer);
    const { pid } = this.child;
    if (pid === undefined) {
      this.end();
      return;
    }
    // Whatever it left behind in its group goes with it.
    signalGroup(pid, 'SIGKILL');
    removeGroup(pid);
    setTimeout(() => this.end(), drainMs).unref();
  }

  private end(): void {
    const { code, signal } = this.exit ?? { code: null, signal: null };
    for (const stream of this.child.stdio) stream?.destroy();
    this.resolve({
      exitCode: code,
      signal,
      stopped: this.stopped,
      startError: this.startError,
      stdout: Buffer.concat(this.stdout),
      stderr: this.noise(),
      elapsedNs: this.elapsedNs,
    });
  }

  private async watchMemory(): Promise<void> {
    const { pid } = this.child;
    const bytes = pid === undefined ? null : await residentBytes(pid);
    if (bytes !== null && bytes > this.request.memoryMb * 2 ** 20) this.stop('memory');
  }
}
