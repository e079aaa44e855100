import { describe, expect, it } from 'vitest';
import { perfDefaults, type TimedPair } from './pair.ts';
import { type PerfVerdict, perfVerdict } from './perf-verdict.ts';
import { type Machine, simulate } from './simulated.test-data.ts';

const machines: readonly [string, Machine][] = [
  ['a quiet machine', {}],
  ['processes that differ by 3 %', { process: 0.03 }],
  ['a machine that slows down to half', { drift: 1 }],
  ['two modes', { secondMode: 0.4 }],
  ['bursts of load', { bursts: true }],
];

const verdicts = (count: number, effect: number, machine: Machine, rules = perfDefaults): PerfVerdict[] =>
  Array.from({ length: count }, (_, index) =>
    perfVerdict(simulate({ seed: `${JSON.stringify(machine)}/${effect}/${index}`, effect, machine }), rules, index),
  );
const say = (all: readonly PerfVerdict[], word: PerfVerdict['verdict']) =>
  all.filter((one) => one.verdict === word).length;

describe('perfVerdict', () => {
  it.each(machines)('never says slower or faster of two that are the same: %s', (_, machine) => {
    const all = verdicts(20, 1, machine);
    expect(say(all, 'slower') + say(all, 'faster')).toBe(0);
    expect(all.every(({ decision }) => decision !== 'fail')).toBe(true);
  });

  it.each(machines)('finds a modern that takes 1.5 times as long: %s', (_, machine) => {
    const all = verdicts(5, 1.5, machine);
    expect(say(all, 'slower')).toBe(5);
    expect(all.filter(({ decision }) => decision === 'fail').length).toBe(5);
    expect(say(verdicts(5, 1 / 1.5, machine), 'faster')).toBe(5);
  });

  it('finds 10 % on a quiet machine, and says no difference of none', () => {
    expect(say(verdicts(20, 1.1, {}), 'slower')).toBeGreaterThanOrEqual(19);
    const equal = verdicts(20, 1, {});
    expect(say(equal, 'no difference')).toBeGreaterThan(10);
    expect(equal.every(({ decision }) => decision === 'pass')).toBe(true);
  });

  it('holds the true ratio in its interval', () => {
    const all = machines.flatMap(([, machine]) => verdicts(16, 1.2, machine));
    const missed = all.filter(({ ratio }) => ratio!.low > 1.2 || ratio!.high < 1.2).length;
    expect(missed).toBeLessThanOrEqual(all.length * 0.03);
  });

  it('allows what is allowed, and says so when it cannot tell', () => {
    const slow = simulate({ seed: 'allowed', effect: 1.5, machine: {} });
    const decide = (maxRatio: number) => perfVerdict(slow, { ...perfDefaults, maxRatio }, 1);
    expect(decide(2)).toMatchObject({ verdict: 'slower', decision: 'pass' });
    expect(decide(1.5)).toMatchObject({ verdict: 'slower', decision: 'inconclusive' });
    expect(decide(1.2)).toMatchObject({ verdict: 'slower', decision: 'fail' });
    expect(decide(1.2).reason).toMatch(
      /^modern takes 1\.\d+ to 1\.\d+ times the time of legacy, more than the 1.2 allowed$/,
    );
  });

  it('says inconclusive, not slower, where legacy is as far from itself', () => {
    const pairs = simulate({ seed: 'noisy', effect: 1.3, machine: {} });
    const noisy = pairs.map((pair) => ({ ...pair, twinNs: pair.twinNs * (pair.round % 2 === 0 ? 2 : 1 / 2) }));
    expect(perfVerdict(pairs, perfDefaults, 1).decision).toBe('fail');
    expect(perfVerdict(noisy, perfDefaults, 1)).toMatchObject({ verdict: 'inconclusive', decision: 'inconclusive' });
  });
});

describe('too little for a verdict', () => {
  const pairs = simulate({ seed: 'little', effect: 3, machine: {} });
  const of = (some: readonly TimedPair[], rules = perfDefaults) => perfVerdict(some, rules, 1);

  it('is inconclusive without pairs, with few pairs, with few rounds', () => {
    expect(of([])).toMatchObject({ decision: 'inconclusive', ratio: null, pairs: 0 });
    expect(of(pairs, { ...perfDefaults, minPairs: 289 }).reason).toBe('288 pairs were timed, 289 are wanted');
    expect(of(pairs.filter(({ round }) => round < 9)).reason).toBe('9 rounds were timed, 10 are wanted');
  });

  it('is inconclusive where times are those of the clock itself', () => {
    const short = pairs.map((pair) => ({ ...pair, legacyNs: 40, twinNs: 41, modernNs: 60 }));
    expect(of(short).reason).toContain('100 ns');
    const slow = pairs.map((pair) => ({ ...pair, legacyNs: 0, twinNs: 0 }));
    expect(of(slow)).toMatchObject({ verdict: 'slower', decision: 'fail' });
  });

  it('counts only cases that were timed in every round', () => {
    const some = pairs.filter((pair) => !(pair.case === '#3' && pair.round === 5));
    expect(of(some)).toMatchObject({ cases: 5, rounds: 12, pairs: 240 });
  });

  it('gives the same verdict for the same pairs and seed, and another interval for another', () => {
    expect(of(pairs)).toEqual(of(pairs));
    expect(perfVerdict(pairs, perfDefaults, 2).ratio).not.toEqual(of(pairs).ratio);
  });
});
