import { type Answer, readAnswer } from '../../implementations/answer.ts';
import { callText } from '../../implementations/call-text.ts';
import { FrameReader } from '../../implementations/framing.ts';
import type { Call } from '../../implementations/implementation.ts';
import type { Launch } from '../../implementations/launch.ts';
import { DriverProcess, type Ending } from '../../implementations/process.ts';
import { excerptOf } from '../../implementations/protocol-error.ts';
import { shownStderr } from '../../implementations/start-failure.ts';
import type { JsonObject } from '../../value/json.ts';
import type { Value } from '../../value/value.ts';

/** A rule does not hold; the message says what was wanted and what came. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
}

/** A rule cannot be tried with this driver; the message says why. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
}

/** One message of the driver as it came. */
export interface Frame {
  readonly line: string;
  readonly tree: JsonObject | null;
  readonly parts: readonly Uint8Array[];
}

/** Resident memory a driver may use while it is checked. */
const memoryMb = 2048;

/**
 * One process of a driver, spoken to by hand: what is written may be cut anywhere or be wrong on purpose, and what comes
 * back is looked at message by message.
 */
export class Probe {
  /** Milliseconds an answer may take. */
  readonly deadlineMs: number;
  /** Arrays travel as attachments; set from what it declared. */
  attachments = false;
  ending: Ending | null = null;
  private readonly process: DriverProcess;
  private readonly frames: FrameReader;
  private readonly arrived: Frame[] = [];
  private fault: string | null = null;
  private wake: () => void = () => {};
  private nextId = 1;
  private heard = 0;

  constructor(launch: Launch, deadlineMs: number) {
    this.deadlineMs = deadlineMs;
    this.frames = new FrameReader((line, tree, parts) => this.arrived.push({ line, tree, parts }));
    this.process = new DriverProcess(launch, memoryMb, {
      data: (chunk) => {
        this.heard += chunk.length;
        try {
          if (this.fault === null) this.frames.push(chunk);
        } catch (error) {
          this.fault = (error as Error).message;
        }
        this.wake();
      },
      ended: (ending) => {
        this.ending = ending;
        this.wake();
      },
    });
  }

  /** An id that was not used before. */
  id(): number {
    return this.nextId++;
  }

  write(text: string, parts: readonly Uint8Array[] = []): void {
    this.process.write(text, parts);
  }

  writeBytes(bytes: Uint8Array): void {
    this.process.write('', [bytes]);
  }

  /** The bytes of a call as Vernier writes it. */
  callText(
    subject: string,
    args: readonly Value[],
    more: CallExtras = {},
  ): { text: string; parts: readonly Uint8Array[] } {
    const { id = this.id(), kwargs = {}, seed = 0, warmUp = false } = more;
    const call: Call = { subject, input: { args, kwargs }, seed, deadlineMs: this.deadlineMs, warmUp };
    const { head, parts } = callText(call, this.attachments);
    return { text: `{"id":${id}${head}`, parts };
  }

  /**
   * The next message.
   *
   * @throws RuleBroken when what comes is no message, or nothing comes in time
   */
  async read(what: string): Promise<Frame> {
    await this.until(() => this.arrived.length > 0, this.deadlineMs);
    const frame = this.arrived.shift();
    if (frame !== undefined) return frame;
    if (this.fault !== null) throw new RuleBroken(`Wanted ${what}; ${this.fault}`);
    const partial = this.frames.isClean ? '' : `, in the middle of ${excerptOf(this.frames.unfinished)}`;
    throw new RuleBroken(
      this.ending === null
        ? `Wanted ${what}; nothing came within ${this.deadlineMs} ms${partial}`
        : `Wanted ${what}; it ${endingText(this.ending)}${partial}${shownStderr(this.ending.stderr)}`,
    );
  }

  /** Not a byte has come from it. */
  get silent(): boolean {
    return this.heard === 0;
  }

  /** The next message, read as an answer. */
  async anyAnswer(what: string): Promise<Answer> {
    const frame = await this.read(what);
    try {
      return readAnswer(frame.line, frame.tree, frame.parts);
    } catch (error) {
      throw new RuleBroken(`Wanted ${what}; ${(error as Error).message}`);
    }
  }

  /** The next message, read as an answer to the message `id`. */
  async answer(id: number, what: string): Promise<Answer> {
    const answer = await this.anyAnswer(what);
    if (answer.id !== id) throw new RuleBroken(`Wanted ${what} with id ${id}; it came with id ${answer.id}`);
    return answer;
  }

  /** Waits until something comes or the process is gone, or the deadline. */
  async answerOrEnd(): Promise<void> {
    await this.until(() => this.arrived.length > 0, this.deadlineMs);
  }

  /** @throws RuleBroken when a message came that nobody asked for */
  refuseMore(what: string): void {
    const extra = this.arrived.shift();
    if (extra !== undefined) throw new RuleBroken(`Wanted ${what}; ${excerptOf(extra.line)} came`);
    if (this.fault !== null) throw new RuleBroken(`Wanted ${what}; ${this.fault}`);
    if (!this.frames.isClean) throw new RuleBroken(`Wanted ${what}; ${excerptOf(this.frames.unfinished)} came`);
  }

  /** Waits for the end of the process; null when it does not come in time. */
  async ended(ms = this.deadlineMs): Promise<Ending | null> {
    await this.until(() => this.ending !== null, ms, false);
    return this.ending;
  }

  closeInput(): void {
    this.process.closeInput();
  }

  /** Kills it and waits until it is gone. Safe to call twice. */
  async close(): Promise<void> {
    this.process.kill();
    await this.ended(5000);
  }

  private until(done: () => boolean, ms: number, alsoAtTheEnd = true): Promise<void> {
    const over = () => done() || (alsoAtTheEnd && (this.ending !== null || this.fault !== null));
    return new Promise((resolve) => {
      if (over()) return resolve();
      const finish = () => {
        clearTimeout(timer);
        this.wake = () => {};
        resolve();
      };
      const timer = setTimeout(finish, ms);
      this.wake = () => {
        if (over()) finish();
      };
    });
  }
}

export interface CallExtras {
  readonly id?: number;
  readonly kwargs?: Readonly<Record<string, Value>>;
  readonly seed?: number;
  readonly warmUp?: boolean;
}

export function endingText({ signal, exitCode }: Ending): string {
  return signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
}
