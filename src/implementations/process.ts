import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { addGroup, removeGroup, signalGroup } from './children.ts';
import type { Launch } from './launch.ts';
import { residentBytes } from './resident-memory.ts';
import { StderrTail } from './stderr-tail.ts';

/** How a process ended. */
export interface Ending {
  readonly signal: string | null;
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
  readonly stderr: string;
  /** It could not even be started. */
  readonly startError: NodeJS.ErrnoException | null;
}

export interface ProcessEvents {
  data(chunk: Buffer): void;
  /** The process is gone and all it wrote was handed over. Called once. */
  ended(ending: Ending): void;
}

/** Between SIGTERM and SIGKILL: long enough for an exit handler, short enough not to be felt. */
const graceMs = 250;
/** After the exit of a process whose pipe a grandchild still holds: what is in the pipe arrives within this. */
const drainMs = 100;
const memoryCheckMs = 100;
/** Killed by nobody we know while it held at least this part of its allowance: the system's memory killer is likely. */
const likelyMemoryShare = 0.5;

/**
 * One process of a driver, in a process group and a temporary folder of its own. Its noise is drained, its memory is
 * watched, and whatever becomes of it is reported as data.
 */
export class DriverProcess {
  private readonly child: ChildProcess;
  private readonly events: ProcessEvents;
  private readonly folder: string;
  private readonly noise = new StderrTail();
  private readonly input: Writable;
  private readonly memoryBytes: number;
  private readonly memoryTimer: NodeJS.Timeout;
  private lastResident = 0;
  private overMemory = false;
  private killedByUs = false;
  private startError: NodeJS.ErrnoException | null = null;
  private exit: { code: number | null; signal: string | null } | null = null;
  private outputOpen = true;
  private over = false;

  constructor(launch: Launch, memoryMb: number, events: ProcessEvents) {
    this.events = events;
    this.memoryBytes = memoryMb * 2 ** 20;
    this.folder = mkdtempSync(join(tmpdir(), 'vernier-'));
    const socket = launch.wire === 'socket';
    this.child = spawn(launch.command, launch.args, {
      cwd: this.folder,
      env: { ...launch.env, TMPDIR: this.folder },
      // A group (and session) of its own: a signal reaches its children too, and Ctrl-C on a terminal does not reach it.
      detached: true,
      stdio: socket ? ['ignore', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
    });
    const { pid } = this.child;
    if (pid !== undefined) addGroup(pid);
    const output = (socket ? this.child.stdio[3] : this.child.stdout) as Readable;
    this.input = (socket ? this.child.stdio[3] : this.child.stdin) as Writable;
    for (const stream of socket ? [this.child.stdout, this.child.stderr] : [this.child.stderr]) this.drain(stream!);
    // A write to a process that is gone fails here; its exit says all there is to say.
    this.input.on('error', () => {});
    output.on('error', () => {});
    output.on('data', (chunk: Buffer) => {
      if (!this.over) this.events.data(chunk);
    });
    output.on('close', () => this.outputClosed());
    output.on('end', () => this.outputClosed());
    this.child.on('error', (error) => {
      this.startError = error;
      if (pid === undefined) this.exited(null, null);
    });
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    this.memoryTimer = setInterval(() => this.watchMemory(), memoryCheckMs);
    this.memoryTimer.unref();
  }

  /** Writes text and then bytes, which are not copied. Safe after the process has gone. */
  write(text: string, parts: readonly Uint8Array[]): void {
    if (this.over || !this.input.writable) return;
    if (parts.length === 0) {
      this.input.write(text);
      return;
    }
    this.input.cork();
    this.input.write(text);
    for (const part of parts) if (part.byteLength > 0) this.input.write(part);
    this.input.uncork();
  }

  /** No more requests: a driver ends when its input does. */
  closeInput(): void {
    this.input.end();
  }

  /** SIGTERM to the group, SIGKILL after a moment's grace. `ended` follows. */
  kill(): void {
    const { pid } = this.child;
    if (pid === undefined || this.exit !== null) return;
    this.killedByUs = true;
    signalGroup(pid, 'SIGTERM');
    setTimeout(() => {
      if (this.exit === null) signalGroup(pid, 'SIGKILL');
    }, graceMs);
  }

  stderr(): string {
    return this.noise.text();
  }

  private drain(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => {
      this.noise.push(chunk);
      // Gives the memory back now: the collector would let some 64 MB of a flood pile up first.
      if (chunk.byteLength === chunk.buffer.byteLength) (chunk.buffer as ArrayBuffer).transfer(0);
    });
    stream.on('error', () => {});
  }

  private outputClosed(): void {
    if (!this.outputOpen) return;
    this.outputOpen = false;
    if (this.exit !== null) this.end();
    // It closed the wire and lives on: there is nothing left to wait for but an exit that is under way.
    else setTimeout(() => this.exit === null && this.kill(), drainMs);
  }

  private exited(code: number | null, signal: string | null): void {
    if (this.exit !== null) return;
    this.exit = { code, signal };
    clearInterval(this.memoryTimer);
    const { pid } = this.child;
    if (pid !== undefined) {
      // Whatever it left behind in its group goes with it.
      signalGroup(pid, 'SIGKILL');
      removeGroup(pid);
    }
    if (!this.outputOpen || pid === undefined) this.end();
    else setTimeout(() => this.end(), drainMs);
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    const { code, signal } = this.exit!;
    const killed = signal === 'SIGKILL' && !this.killedByUs && this.lastResident > likelyMemoryShare * this.memoryBytes;
    const ending = {
      signal,
      exitCode: code,
      outOfMemory: this.overMemory || killed,
      stderr: this.stderr(),
      startError: this.startError,
    };
    for (const stream of this.child.stdio) stream?.destroy();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 2 });
    this.events.ended(ending);
  }

  private async watchMemory(): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined) return;
    const bytes = await residentBytes(pid);
    if (bytes === null || this.exit !== null) return;
    this.lastResident = bytes;
    if (bytes <= this.memoryBytes || this.overMemory) return;
    this.overMemory = true;
    // At once: with grace it would go on allocating.
    signalGroup(pid, 'SIGKILL');
  }
}
