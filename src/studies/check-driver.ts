import { SetupError } from '../base/errors.ts';
import type { Greeting } from '../implementations/implementation.ts';
import type { Launch } from '../implementations/launch.ts';
import { callRules } from './driver-check/call-rules.ts';
import { endRules } from './driver-check/end-rules.ts';
import { helloRules, pingRule } from './driver-check/hello-rules.ts';
import { NotTried, Probe, RuleBroken } from './driver-check/probe.ts';
import { type CheckedDriver, greet, type ProbeSettings, type Rule } from './driver-check/rule.ts';
import { valueRules } from './driver-check/value-rules.ts';
import { wireRules } from './driver-check/wire-rules.ts';

export interface DriverCheckOptions {
  readonly launch: Launch;
  /** As it is shown to people. */
  readonly address: string;
  /** Name of the subject that returns its one argument (default `echo`). */
  readonly echo?: string;
  /** Milliseconds one answer may take (default 20000). */
  readonly deadlineMs?: number;
  /** Bytes of the longest line that is tried (default 16 MB, the longest that Vernier reads). */
  readonly lineBytes?: number;
  readonly signal?: AbortSignal;
  /** Told of every rule as it is decided. */
  readonly onRule?: (result: RuleResult) => void;
}

export interface RuleResult {
  readonly rule: string;
  /** What is wanted, as a sentence without a full stop. */
  readonly wanted: string;
  /** A driver conforms without an advised one. */
  readonly level: 'required' | 'advised';
  readonly verdict: 'holds' | 'does not hold' | 'not tried';
  /** Why it does not hold or was not tried, or a remark; empty where there is nothing to say. */
  readonly why: string;
}

export interface DriverCheck {
  readonly address: string;
  /** Null when it said no proper hello. */
  readonly greeting: Greeting | null;
  readonly rules: readonly RuleResult[];
  /** No required rule was broken. */
  readonly conforms: boolean;
}

const rules: readonly Rule[] = [...helloRules, pingRule, ...valueRules, ...callRules, ...wireRules, ...endRules];

/**
 * Tries every rule of wire protocol 1 on a driver. A rule that breaks costs the process it broke in, and no other rule.
 *
 * @throws SetupError when the driver cannot be started, or says that it cannot load what it drives
 */
export async function checkDriver(options: DriverCheckOptions): Promise<DriverCheck> {
  const settings: ProbeSettings = {
    echo: options.echo ?? 'echo',
    lineBytes: options.lineBytes ?? 16 * 2 ** 20,
    open: () => new Probe(options.launch, options.deadlineMs ?? 20_000),
  };
  const drivers = new DriverSource(settings, options.address);
  const results: RuleResult[] = [];
  try {
    for (const rule of rules) {
      if (options.signal?.aborted) break;
      const result = await decide(rule, drivers);
      results.push(result);
      options.onRule?.(result);
    }
  } finally {
    await drivers.close();
  }
  const conforms = !results.some(({ level, verdict }) => level === 'required' && verdict === 'does not hold');
  return { address: options.address, greeting: drivers.greeting, rules: results, conforms };
}

async function decide(rule: Rule, drivers: DriverSource): Promise<RuleResult> {
  const { name, wanted, level } = rule;
  const result = (verdict: RuleResult['verdict'], why: string): RuleResult => ({
    rule: name,
    wanted,
    level,
    verdict,
    why,
  });
  try {
    const driver = await drivers.take(rule.fresh === true);
    const remark = await rule.check(driver);
    // What a rule left behind on the wire breaks that rule, not the next one.
    if (!rule.fresh && drivers.answersPings) await driver.settle();
    return result('holds', remark ?? '');
  } catch (error) {
    await drivers.drop();
    if (error instanceof NotTried) return result('not tried', error.message);
    if (name === 'ping') drivers.answersPings = false;
    if (error instanceof RuleBroken) return result('does not hold', error.message);
    throw error;
  } finally {
    if (rule.fresh) await drivers.drop();
  }
}

/** Hands out a process that has said hello: the same one for as long as every rule held in it. */
class DriverSource {
  greeting: Greeting | null = null;
  answersPings = true;
  private readonly settings: ProbeSettings;
  private readonly address: string;
  private driver: CheckedDriver | null = null;
  private refused: string | null = null;

  constructor(settings: ProbeSettings, address: string) {
    this.settings = settings;
    this.address = address;
  }

  /** @throws SetupError, RuleBroken */
  async take(fresh: boolean): Promise<CheckedDriver> {
    if (fresh) await this.drop();
    if (this.refused !== null) throw new NotTried(this.refused);
    try {
      this.driver ??= await greet(this.settings, this.address);
    } catch (error) {
      if (this.greeting === null && error instanceof RuleBroken) this.refused = 'It said no proper hello';
      // It did start before, so that not starting is a rule it broke.
      else if (this.greeting !== null && error instanceof SetupError) throw new RuleBroken(error.message);
      throw error;
    }
    this.greeting ??= this.driver.greeting;
    return this.driver;
  }

  async drop(): Promise<void> {
    const { driver } = this;
    this.driver = null;
    await driver?.probe.close();
  }

  close(): Promise<void> {
    return this.drop();
  }
}
