import type { Readable } from 'node:stream';
import { removeScratchFolder } from '../disk/scratch-folder.ts';
import { addGroup, removeGroup, signalGroup } from './children.ts';
import { giveBack } from './give-back.ts';
import type { Launch } from './launch.ts';
import { peakBytes } from './peak-memory.ts';
import { residentBytes } from './resident-memory.ts';
import type { Exit, Running } from './running.ts';
import { spawnDriver } from './spawn-driver.ts';
import { StderrTail } from './stderr-tail.ts';

/** How a process ended. */
export interface Ending {
  readonly signal: string | null;
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
  readonly stderr: string;
  /** It closed its output and went on running, so it was stopped. */
  readonly closedOutput: boolean;
  /** It could not even be started. */
  readonly startError: NodeJS.ErrnoException | null;
}

export interface ProcessEvents {
  data(chunk: Buffer): void;
  /** The process is gone and all it wrote was handed over. Called once. `removed`: its folder is gone too. */
  ended(ending: Ending, removed: Promise<void>): void;
}

/** Between SIGTERM and SIGKILL: long enough for an exit handler, short enough not to be felt. */
const graceMs = 250;
/** After the exit of a process whose pipe a grandchild still holds: what is in the pipe arrives within this. */
const drainMs = 100;
/** Between the end of a process's output and its exit: one that is on its way out gets there within this on a busy machine. */
const leaveMs = 350;
const memoryCheckMs = 100;
/** Killed by nobody we know while it held at least this part of its allowance: the system's memory killer is likely. */
const likelyMemoryShare = 0.5;
/** A process that has grown to more than this part of its allowance is better replaced between two calls than killed in one. */
const heavyShare = 0.75;
/** Last words of a runtime that asked for memory and got none: V8, Python, C++, Rust, Go, Ruby. */
const memoryWords =
  /JavaScript heap out of memory|\bMemoryError\b|std::bad_alloc|memory allocation of \d+ bytes failed|runtime: out of memory|failed to allocate memory/;

/**
 * One process of a driver, in a process group and a temporary folder of its own. Its noise is drained, its memory is
 * watched, and whatever becomes of it is reported as data.
 */
export class DriverProcess {
  private readonly running: Running;
  private readonly events: ProcessEvents;
  private readonly stderrTail = new StderrTail();
  private readonly memoryBytes: number;
  private readonly memoryTimer: NodeJS.Timeout;
  private lastResident = 0;
  private overMemory = false;
  private killedByUs = false;
  private exit: Exit | null = null;
  /** Streams that may still bring something. */
  private open: number;
  private closedOutput = false;
  private inputEnded = false;
  private over = false;

  /** @param from a process that was made already, or how to start one */
  constructor(from: Launch | Running, memoryMb: number, events: ProcessEvents) {
    this.events = events;
    this.memoryBytes = memoryMb * 2 ** 20;
    this.running = 'command' in from ? spawnDriver(from) : from;
    const { pid, input, output, noise, exit } = this.running;
    if (pid !== undefined) addGroup(pid);
    this.open = noise.length + 1;
    for (const stream of noise) this.drain(stream);
    // A write to a process that is gone fails here; its exit says all there is to say.
    input.on('error', () => {});
    output.on('error', () => {});
    output.on('data', (chunk: Buffer) => {
      if (this.killedByUs) giveBack(chunk);
      else if (!this.over) this.events.data(chunk);
    });
    onceClosed(output, () => this.outputClosed());
    void exit.then((how) => this.exited(how));
    this.memoryTimer = setInterval(() => this.watchMemory(), memoryCheckMs);
    this.memoryTimer.unref();
  }

  /** Writes text or bytes and then more bytes, none of which are copied. Safe after the process has gone. */
  write(text: string | Uint8Array, parts: readonly Uint8Array[]): void {
    const { input } = this.running;
    if (this.over || !input.writable) return;
    if (parts.length === 0) {
      input.write(text);
      return;
    }
    input.cork();
    input.write(text);
    for (const part of parts) if (part.byteLength > 0) input.write(part);
    input.uncork();
  }

  /** No more requests: a driver ends when its input does. */
  closeInput(): void {
    this.inputEnded = true;
    this.running.input.end();
  }

  /** SIGTERM to the group, SIGKILL after a moment's grace. `ended` follows. */
  kill(): void {
    const { pid } = this.running;
    if (pid === undefined || this.exit !== null) return;
    this.killedByUs = true;
    signalGroup(pid, 'SIGTERM');
    setTimeout(() => {
      if (this.exit === null) signalGroup(pid, 'SIGKILL');
    }, graceMs);
  }

  /** From now on it only starts processes that are watched themselves. */
  stopWatchingMemory(): void {
    clearInterval(this.memoryTimer);
  }

  stderr(): string {
    return this.stderrTail.text();
  }

  /** The most memory that it has held; null when it is gone. */
  async peakBytes(): Promise<number | null> {
    const { pid } = this.running;
    return pid === undefined || this.exit !== null ? null : peakBytes(pid);
  }

  /** It is gone, though something it wrote may still arrive. */
  get hasExited(): boolean {
    return this.exit !== null;
  }

  /** It nears the end of its allowance of memory. */
  get isHeavy(): boolean {
    return this.lastResident > heavyShare * this.memoryBytes;
  }

  private drain(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => {
      this.stderrTail.push(chunk);
      giveBack(chunk);
    });
    stream.on('error', () => {});
    onceClosed(stream, () => this.streamClosed());
  }

  private outputClosed(): void {
    this.streamClosed();
    // It closed the wire and lives on: there is nothing left to wait for but an exit that is under way. Whoever ended its
    // input waits for that as long as suits them.
    if (this.exit === null && !this.inputEnded) setTimeout(() => this.stopMute(), leaveMs);
  }

  private stopMute(): void {
    if (this.exit !== null) return;
    this.closedOutput = true;
    this.kill();
  }

  private streamClosed(): void {
    this.open -= 1;
    if (this.exit !== null && this.open === 0) this.end();
  }

  private exited(exit: Exit): void {
    this.exit = exit;
    clearInterval(this.memoryTimer);
    const { pid } = this.running;
    if (pid !== undefined) removeGroup(pid);
    if (this.open === 0 || pid === undefined) this.end();
    else setTimeout(() => this.end(), drainMs);
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    const { code, signal, startError } = this.exit!;
    const stderr = this.stderr();
    const ending = {
      signal,
      exitCode: code,
      outOfMemory: this.overMemory || (!this.killedByUs && this.diedOfMemory(code, signal, stderr)),
      stderr,
      closedOutput: this.closedOutput,
      startError,
    };
    const { input, output, noise, folder } = this.running;
    for (const stream of [input, output, ...noise]) stream.destroy();
    this.events.ended(ending, removeScratchFolder(folder));
  }

  /** Likely, by how it ended. */
  private diedOfMemory(code: number | null, signal: string | null, stderr: string): boolean {
    if (signal === 'SIGKILL') return this.lastResident > likelyMemoryShare * this.memoryBytes;
    return (signal === 'SIGABRT' || (code !== null && code !== 0)) && memoryWords.test(stderr.slice(-8192));
  }

  private async watchMemory(): Promise<void> {
    const { pid } = this.running;
    if (pid === undefined) return;
    const bytes = await residentBytes(pid, this.memoryBytes);
    if (bytes === null || this.exit !== null) return;
    this.lastResident = bytes;
    if (bytes <= this.memoryBytes || this.overMemory) return;
    this.overMemory = true;
    // At once: with grace it would go on allocating.
    signalGroup(pid, 'SIGKILL');
  }
}

function onceClosed(stream: Readable, closed: () => void): void {
  let isOpen = true;
  const close = () => {
    if (isOpen) closed();
    isOpen = false;
  };
  stream.on('end', close);
  stream.on('close', close);
}
