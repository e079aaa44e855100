import { describe, expect, it } from 'vitest';
import { random } from '../base/chance.ts';
import { Fake, returned } from '../implementations/fake.ts';
import type { Call } from '../implementations/implementation.ts';
import { type RoundPlan, type TimedCase, timeRound } from './time-round.ts';
import { warmUp } from './warm-up.ts';

const cases: TimedCase[] = [1, 2, 3].map((n) => ({ name: `#${n}`, input: { args: [n], kwargs: {} } }));
const callOf = ({ input }: TimedCase): Call => ({ subject: 'work', input, seed: 1, deadlineMs: 1000 });

/** A clock that goes on by a millisecond whenever it is looked at. */
function ticking() {
  let ms = 0;
  return { now: () => new Date(0), ms: () => ms++ };
}

/** A side that takes `ns` times the case, and writes down who was called and whether to warm up. */
class Timed extends Fake {
  readonly log: string[];
  readonly ns: (call: number) => number;
  made = 0;
  warm = 0;

  constructor(name: string, log: string[], ns: (call: number) => number) {
    super(name, () => null, { name });
    this.log = log;
    this.ns = ns;
  }

  override async call(call: Call) {
    this.made += 1;
    if (call.warmUp) this.warm += 1;
    else this.log.push(`${this.name}${call.input.args[0]}`);
    return { ...returned(null), elapsedNs: this.ns(this.made) * Number(call.input.args[0]) };
  }
}

const planFor = (seed: string): RoundPlan => {
  const { signal } = new AbortController();
  return { round: 4, cases, callOf, ms: 0, warmUpMs: 1e6, random: random(seed), clock: ticking(), signal };
};

describe('timeRound', () => {
  it('calls every side there and back at each case, and makes two pairs of it', async () => {
    const log: string[] = [];
    const side = (name: string, ns: number) => new Timed(name, log, () => ns);
    const sides = { legacy: side('L', 10), twin: side('T', 11), moderns: new Map([['new', side('M', 30)]]) };
    const { pairs, sides: measured } = await timeRound(sides, planFor('one'));
    expect(log).toHaveLength(18);
    for (let i = 0; i < 18; i += 6) {
      const visit = log.slice(i, i + 6);
      expect(visit.slice(3)).toEqual(visit.slice(0, 3).reverse());
      expect(new Set(visit).size).toBe(3);
    }
    expect(pairs.get('new')).toHaveLength(6);
    expect(pairs.get('new')).toContainEqual({ case: '#2', round: 4, legacyNs: 20, twinNs: 22, modernNs: 60 });
    expect(measured.get('new')).toEqual({ warmth: { calls: 201, stable: true }, peakBytes: null });
    expect([...measured.keys()]).toEqual(['legacy', 'new']);
  });

  it('draws other orders by another seed, and the same by the same', async () => {
    const orderBy = async (seed: string) => {
      const log: string[] = [];
      const side = (name: string) => new Timed(name, log, () => 10);
      await timeRound({ legacy: side('L'), twin: side('T'), moderns: new Map([['new', side('M')]]) }, planFor(seed));
      return log.join(' ');
    };
    expect(await orderBy('a')).toBe(await orderBy('a'));
    expect(await orderBy('a')).not.toBe(await orderBy('b'));
  });

  it('makes no pair where a side did not return', async () => {
    const log: string[] = [];
    const side = (name: string) => new Timed(name, log, () => 10);
    const raising = new Fake('raising', ({ args }) => {
      if (args[0] === 2) throw new RangeError('two');
      return 1;
    });
    const { pairs } = await timeRound(
      { legacy: side('L'), twin: side('T'), moderns: new Map([['new', raising]]) },
      planFor('raise'),
    );
    expect(
      pairs
        .get('new')!
        .map((pair) => pair.case)
        .sort(),
    ).toEqual(['#1', '#1', '#3', '#3']);
  });
});

describe('warmUp', () => {
  const calls = cases.map(callOf);

  it('goes on while a side gets faster', async () => {
    const slowStart = new Timed('slow start', [], (call) => Math.max(100, 5000 - 20 * call));
    const { calls: made, stable } = await warmUp(slowStart, calls, 1e9, ticking());
    expect(stable).toBe(true);
    expect(made).toBeGreaterThan(240);
    expect(slowStart.warm).toBe(made);
  });

  it('says so when time is up first', async () => {
    const never = new Timed('never', [], (call) => 1e9 / call);
    expect(await warmUp(never, calls, 100, ticking())).toMatchObject({ stable: false });
  });
});
