import type { Value } from '../../value/value.ts';
import { RuleBroken } from './probe.ts';
import { type CheckedDriver, type Rule, sameAs } from './rule.ts';

/** The largest id an asker can count to. */
const largestId = Number.MAX_SAFE_INTEGER;
/** Clocks of two programs differ a little, and so do the moments at which they look at them. */
const clockSlack = 1.1;
const clockSlackNs = 2e6;

/** Calls one at a time: ids, errors, named arguments, flags, time. */
export const callRules: readonly Rule[] = [
  {
    name: 'id',
    wanted: `answers with the id it was asked with, up to ${largestId}`,
    level: 'required',
    async check(driver) {
      for (const id of [1_000_000_007, 2 ** 31, 2 ** 53 - 2, largestId]) await driver.echoed('id', { id });
      return undefined;
    },
  },
  {
    name: 'seed',
    wanted: 'takes any seed of 32 bits',
    level: 'required',
    async check(driver) {
      for (const seed of [0, 1, 2 ** 31, 2 ** 32 - 1]) await driver.echoed('seed', { seed });
      return undefined;
    },
  },
  {
    name: 'warm-up',
    wanted: 'answers a call that is marked as warming up like any other',
    level: 'required',
    check: (driver) => driver.echoed('warm', { warmUp: true }),
  },
  {
    name: 'any-json',
    wanted: 'reads a request in any form of JSON: members in any order, white space, escapes, members it does not know',
    level: 'required',
    check: anyJson,
  },
  {
    name: 'named-arguments',
    wanted: 'passes named arguments: `named` returns them as a map',
    level: 'required',
    async check(driver) {
      const named = driver.subject('named');
      const kwargs: Record<string, Value> = { a: 1n, größe: [0.5], c: 'x' };
      const map: Value = { kind: 'map', type: 'dict', entries: Object.entries(kwargs) };
      return sameAs(map, await driver.returned(named, [], { kwargs }));
    },
  },
  {
    name: 'several-arguments',
    wanted: 'passes several arguments: `add` of 2 and 3 returns 5',
    level: 'required',
    async check(driver) {
      return sameAs(5n, await driver.returned(driver.subject('add'), [2n, 3n]));
    },
  },
  {
    name: 'unknown-subject',
    wanted: 'answers a call of a subject it does not have with an error, and goes on',
    level: 'required',
    async check(driver) {
      const error = await raised(driver, 'no_such_subject_here', []);
      await driver.echoed('next');
      return `as ${error.class}`;
    },
  },
  {
    name: 'error',
    wanted: 'answers what `fail` raises with class and message, in every script, and goes on',
    level: 'required',
    async check(driver) {
      const fail = driver.subject('fail');
      for (const message of ['no solution', 'quote " backslash \\ line\nbreak Grüße 😀']) {
        const error = await raised(driver, fail, [message]);
        if (error.class === '') throw new RuleBroken('Wanted the name of a class; an empty one came');
        if (!error.message.includes(message)) {
          throw new RuleBroken(`Wanted the message ${JSON.stringify(message)}; ${JSON.stringify(error.message)} came`);
        }
      }
      await driver.echoed('next');
      return undefined;
    },
  },
  {
    name: 'elapsed',
    wanted: 'reports in nanoseconds how long the subject took, and not more than passed',
    level: 'required',
    async check(driver) {
      const startedNs = process.hrtime.bigint();
      const { elapsedNs } = await driver.call(driver.settings.echo, [1n]);
      const passedNs = Number(process.hrtime.bigint() - startedNs);
      if (elapsedNs! <= passedNs * clockSlack + clockSlackNs) return undefined;
      throw new RuleBroken(`It reports ${elapsedNs} ns; from question to answer ${passedNs} ns passed`);
    },
  },
];

async function raised(driver: CheckedDriver, subject: string, args: readonly Value[]) {
  const outcome = await driver.call(subject, args);
  if (outcome.kind === 'raised') return outcome.error;
  throw new RuleBroken(`Wanted "error" from the subject ${JSON.stringify(subject)}; it returned a value`);
}

async function anyJson(driver: CheckedDriver): Promise<string | undefined> {
  const { probe, settings } = driver;
  const escaped = [...settings.echo].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const echo = JSON.stringify(settings.echo);
  const forms = [
    (id: number) => `{"seed":0,"args":["a"],"subject":${echo},"verb":"call","id":${id}}`,
    (id: number) => `{ "id" :\t${id} , "verb" : "call", "subject": ${echo}, "args": [ "a" ] , "seed": 0 }`,
    (id: number) => `{"id":${id},"verb":"c\\u0061ll","subject":"${escaped}","args":["\\u0061"],"seed":0}`,
    (id: number) =>
      `{"id":${id},"verb":"call","subject":${echo},"args":["a"],"kwargs":{},"seed":0,"warmUp":false,"later":[{"id":0}]}`,
  ];
  for (const form of forms) {
    const id = probe.id();
    probe.write(`${form(id)}\n`);
    const outcome = await driver.outcome(id);
    if (outcome.kind === 'raised')
      throw new RuleBroken(`It answered ${form(id)} with ${outcome.error.class}: ${outcome.error.message}`);
    sameAs('a', outcome.value);
  }
  return undefined;
}
