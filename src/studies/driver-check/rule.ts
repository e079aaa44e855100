import { SetupError } from '../../base/errors.ts';
import { compareValues } from '../../compare/compare.ts';
import { readGreeting } from '../../implementations/greeting.ts';
import type { Greeting } from '../../implementations/implementation.ts';
import { protocolVersion } from '../../implementations/protocol.ts';
import { ProtocolError } from '../../implementations/protocol-error.ts';
import { shownStderr, startFailure } from '../../implementations/start-failure.ts';
import { identical } from '../../value/identical.ts';
import type { Raised, Returned } from '../../value/outcome.ts';
import { renderValue } from '../../value/render.ts';
import type { Value } from '../../value/value.ts';
import { type CallExtras, endingText, NotTried, type Probe, RuleBroken } from './probe.ts';

/** One thing a driver must do. */
export interface Rule {
  readonly name: string;
  /** What is wanted, as a sentence without a full stop. */
  readonly wanted: string;
  /** `advised`: shown, but a driver conforms without it. */
  readonly level: 'required' | 'advised';
  /** It gets a process of its own, because it ends it. */
  readonly fresh?: true;
  /**
   * Resolves when the rule holds, with a remark where there is one.
   *
   * @throws RuleBroken, NotTried
   */
  check(driver: CheckedDriver): Promise<string | undefined>;
}

export interface ProbeSettings {
  /** Name of the subject that returns its one argument. */
  readonly echo: string;
  /** Bytes of the longest line that is tried. */
  readonly lineBytes: number;
  open(): Probe;
}

/** A driver under a rule: a process that has said hello, and what can be asked of it. */
export class CheckedDriver {
  readonly probe: Probe;
  readonly greeting: Greeting;
  readonly settings: ProbeSettings;

  constructor(probe: Probe, greeting: Greeting, settings: ProbeSettings) {
    this.probe = probe;
    this.greeting = greeting;
    this.settings = settings;
  }

  /** @throws NotTried when the driver does not have the subject */
  subject(name: string): string {
    if (!this.greeting.subjects.includes(name)) throw new NotTried(`It lists no subject ${JSON.stringify(name)}`);
    return name;
  }

  /** Makes one call and reads its answer. */
  async call(subject: string, args: readonly Value[], more: CallExtras = {}): Promise<Returned | Raised> {
    const id = more.id ?? this.probe.id();
    const { text, parts } = this.probe.callText(subject, args, { ...more, id });
    this.probe.write(text, parts);
    return this.outcome(id);
  }

  /** Reads the answer to the call `id`. */
  async outcome(id: number): Promise<Returned | Raised> {
    const what = 'the answer to a call';
    const answer = await this.probe.answer(id, what);
    if (answer.outcome === null) throw new RuleBroken(`Wanted ${what}; it was answered like another verb`);
    return answer.outcome;
  }

  /** The value of a call that must return one. */
  async returned(subject: string, args: readonly Value[], more: CallExtras = {}): Promise<Value> {
    return returnedValue(await this.call(subject, args, more), args);
  }

  async echoed(value: Value, more: CallExtras = {}): Promise<string | undefined> {
    return sameAs(value, await this.returned(this.settings.echo, [value], more));
  }

  /** Asks for a sign of life. */
  async ping(): Promise<void> {
    const { outcome, ...other } = await this.pinged();
    if (outcome !== null || !('members' in other) || other.members.get('pong') !== true) {
      throw new RuleBroken('Wanted {"id":…,"pong":true} as the answer to "ping"; another answer came');
    }
  }

  /** Makes sure that nothing is left on the wire: the answer to a `ping`, whatever it is, comes next. */
  async settle(): Promise<void> {
    await this.pinged();
  }

  private pinged() {
    const id = this.probe.id();
    this.probe.write(`{"id":${id},"verb":"ping"}\n`);
    return this.probe.answer(id, 'the answer to "ping"');
  }
}

/**
 * Starts a process and has it say hello.
 *
 * @throws SetupError when it does not start, is silent or says that it cannot load what it drives, RuleBroken when what
 * it says is no proper hello
 */
export async function greet(settings: ProbeSettings, address: string): Promise<CheckedDriver> {
  const probe = settings.open();
  const id = probe.id();
  probe.write(`{"id":${id},"verb":"hello","protocols":[${protocolVersion}]}\n`);
  try {
    const answer = await probe.answer(id, 'the answer to "hello"');
    if (answer.outcome !== null) throw new RuleBroken('Wanted the answer to "hello"; it was answered like a call');
    const greeting = readGreeting(answer.members, address);
    probe.attachments = greeting.capabilities.includes('attachments');
    return new CheckedDriver(probe, greeting, settings);
  } catch (error) {
    const { ending, silent } = probe;
    await probe.close();
    if (ending !== null) throw startFailure(address, ending);
    if (silent) throw new SetupError(`Cannot start ${address}: it did not say hello within ${probe.deadlineMs} ms`);
    throw error instanceof ProtocolError ? new RuleBroken(error.message) : error;
  }
}

/** @throws NotTried when the environment lacks what the value needs, RuleBroken when the call was refused */
export function returnedValue(outcome: Returned | Raised, args: readonly Value[]): Value {
  if (outcome.kind === 'returned') return outcome.value;
  const { class: name, message, setup } = outcome.error;
  const said = `${name}: ${message.slice(0, 300)}`;
  if (setup) throw new NotTried(`It says that its set-up is incomplete: ${said}`);
  throw new RuleBroken(`Called with ${shown(args)} it raised ${said}`);
}

/**
 * @returns nothing for a value that came back exactly (the order of a set's items is free), a remark for one that the law
 * of comparison takes for the same across languages
 * @throws RuleBroken for any other
 */
export function sameAs(wanted: Value, came: Value): string | undefined {
  if (identical(wanted, came)) return undefined;
  const exact = compareValues(wanted, came, { mode: 'bitwise', types: 'strict', identity: true });
  if (exact.verdict === 'agree') return undefined;
  const alike = compareValues(wanted, came, { signedZero: true });
  if (alike.verdict === 'agree')
    return `${shown([wanted])} comes back as ${shown([came])}, which the law of comparison takes for the same`;
  throw new RuleBroken(`Wanted ${shown([wanted])}; ${shown([came])} came`);
}

function shown(values: readonly Value[]): string {
  return values.map((value) => renderValue(value, { maxLength: 60 })).join(', ');
}

/** Asks it to stop and waits for its end. */
export async function stopped(driver: CheckedDriver): Promise<void> {
  const { probe } = driver;
  const id = probe.id();
  probe.write(`{"id":${id},"verb":"stop"}\n`);
  const answer = await probe.answer(id, 'the answer to "stop"');
  if (answer.outcome !== null || answer.members.get('stopped') !== true) {
    throw new RuleBroken('Wanted {"id":…,"stopped":true} as the answer to "stop"; another answer came');
  }
  await endsWell(probe, 'it was told to stop');
}

/** @throws RuleBroken when the process goes on, sends more or ends badly */
export async function endsWell(probe: Probe, why: string): Promise<void> {
  const ending = await probe.ended();
  if (ending === null) throw new RuleBroken(`Wanted it to end when ${why}; it runs on after ${probe.deadlineMs} ms`);
  if (ending.signal !== null || ending.exitCode !== 0) {
    throw new RuleBroken(
      `Wanted it to end with exit code 0 when ${why}; it ${endingText(ending)}${shownStderr(ending.stderr)}`,
    );
  }
  probe.refuseMore(`nothing more when ${why}`);
}
