import { knownWords } from '../base/known-words.ts';
import { checkPolicy } from '../compare/check-policy.ts';
import { checkFlagSides, flags } from './check-flags.ts';
import { checkImplementation } from './check-implementation.ts';
import { checkOneSided, properties } from './check-properties.ts';
import { namePattern } from './names.ts';
import { outcomePathProblem } from './outcome-path.ts';
import {
  anything,
  type Check,
  callable,
  each,
  flag,
  integer,
  isObject,
  listOf,
  problem,
  real,
  recordOf,
  shape,
  text,
} from './shape.ts';

/**
 * What is wrong with the default export of a suite file, each as `at subjects.evaluate.cases: …`; empty when it is a
 * `SuiteDefinition` that can be run.
 *
 * @param folder The suite's folder, absolute; its name must be the suite's.
 */
export function checkSuite(definition: unknown, folder: string, name: string): string[] {
  const problems: string[] = [];
  if (typeof definition === 'function') {
    problem(problems, '', 'wanted a suite, found a function; export what it returns');
    return problems;
  }
  if (isObject(definition)) checkOneSided(definition, problems);
  suite(folder)(definition, '', problems);
  if (!isObject(definition)) return problems;
  if (typeof definition.name === 'string' && namePattern.pattern.test(definition.name) && definition.name !== name) {
    const said = JSON.stringify(definition.name);
    problem(problems, 'name', `${said} is not the name of the suite's folder; call both "${name}" or both ${said}`);
  }
  checkPolicies(definition, problems);
  if (problems.length === 0) checkFlagSides(definition, problems);
  return problems;
}

function suite(folder: string): Check {
  const implementation = checkImplementation(folder);
  return shape(
    {
      name: each(text, named),
      title: text,
      legacy: checkImplementation(folder, { retirable: true }),
      moderns: each(recordOf(namePattern, implementation), notEmpty('modern'), noLegacy),
      subjects: each(recordOf(namePattern, subject), notEmpty('subject')),
      flags,
    },
    ['name', 'moderns', 'subjects'],
  );
}

const mostMs = 24 * 60 * 60 * 1000;

const floors = shape({ minCases: integer(0, 1e9), minReturned: real(0, 1) });

const excuse = shape({
  nearer: shape({ maxShare: real(0, 1) }, ['maxShare']),
  illConditioned: shape({ amplification: real(1, Number.MAX_VALUE), maxShare: real(0, 1) }, [
    'amplification',
    'maxShare',
  ]),
});

const generator: Check = each(
  (value, at, problems) => {
    // A class instance may be a generator too; only its known keys are looked at.
    if (!isObject(value)) problem(problems, at, 'wanted a generator: { version, arbitrary, edges? }');
  },
  shape({ version: integer(0, Number.MAX_SAFE_INTEGER), arbitrary, edges: listOf(callArguments) }, [
    'version',
    'arbitrary',
  ]),
);

const day: Check = (value, at, problems) => {
  const moment = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(String(value)))
    problem(problems, at, `wanted a UTC date such as 2026-11-20, found ${JSON.stringify(value)}`);
};

const limit = real(0, Number.MAX_VALUE);

const noiseFloor: Check = each(
  shape(
    {
      path: text,
      abs: limit,
      rel: limit,
      ulp: limit,
      measuredAt: each(text, day),
      n: integer(1, 1e12),
      maxShare: real(0, 1),
    },
    ['path', 'measuredAt', 'n', 'maxShare'],
  ),
  (value, at, problems) => {
    const { path, abs, rel, ulp } = value as Record<string, unknown>;
    const message = outcomePathProblem(String(path));
    if (message !== null) problem(problems, `${at}.path`, message);
    if ([abs, rel, ulp].every((one) => one === undefined))
      problem(problems, at, 'wanted at least one of "abs", "rel" and "ulp": how far apart the side was measured to be');
  },
);

/** A pattern that can name nothing would hide nothing. */
const redactPattern: Check = each(text, (value, at, problems) => {
  if (!/^\/(args|kwargs|value|\*|\*\*)(\/|$)/.test(String(value)))
    problem(
      problems,
      at,
      `wanted a place such as /args/0, /kwargs/name or /value/customer, found ${JSON.stringify(value)}`,
    );
  else if (/~(?![01])/.test(String(value))) problem(problems, at, 'holds a "~": write "~0" for "~" and "~1" for "/"');
});

const subject = each(
  shape({
    policy: anything,
    policies: anything,
    goldenPolicy: anything,
    generator,
    cases: integer(0, 1e9),
    inFlight: integer(1, 65_536),
    deadlineMs: real(1, mostMs),
    labels: callable,
    warmUp: callable,
    properties,
    compare: flag,
    floors,
    referee: callable,
    optimum: callable,
    excuse,
    noise: listOf(noiseFloor),
    redact: listOf(redactPattern),
    performance: shape({ maxRatio: real(0.001, 1e6), minPairs: integer(1, 1e9), sameWithin: real(0.001, 10) }),
    requireVectors: flag,
  }),
  excusedByReferee,
);

function excusedByReferee(value: unknown, at: string, problems: string[]): void {
  const { excuse: rules, referee } = value as Record<string, unknown>;
  if (!isObject(rules) || rules.nearer === undefined || referee !== undefined) return;
  problem(problems, `${at}.excuse.nearer`, 'this subject has no "referee" that could say which side is nearer');
}

function arbitrary(value: unknown, at: string, problems: string[]): void {
  const { generate, shrink } = isObject(value) ? value : {};
  if (typeof generate === 'function' && typeof shrink === 'function') return;
  problem(problems, at, 'wanted a fast-check arbitrary of the arguments, such as fc.tuple(…).map((args) => …)');
}

function callArguments(value: unknown, at: string, problems: string[]): void {
  if (isObject(value) && Array.isArray(value.args) && isObject(value.kwargs)) return;
  problem(problems, at, 'wanted the arguments of a call: { args: […], kwargs: {…} }');
}

function named(value: unknown, at: string, problems: string[]): void {
  if (!namePattern.pattern.test(value as string)) {
    problem(problems, at, `${JSON.stringify(value)} is not ${namePattern.words}`);
  }
}

function notEmpty(what: string): Check {
  return (value, at, problems) => {
    if (Object.keys(value as object).length === 0) problem(problems, at, `at least one ${what} was wanted`);
  };
}

const noLegacy: Check = (value, at, problems) => {
  if (Object.hasOwn(value as object, 'legacy')) {
    problem(problems, at, 'a modern cannot be called "legacy": that is the name of the other side');
  }
};

/** Policies by themselves, each modern's as it lies over its subject's. */
function checkPolicies(definition: Record<string, unknown>, problems: string[]): void {
  const moderns = isObject(definition.moderns) ? Object.keys(definition.moderns) : [];
  const subjects = isObject(definition.subjects) ? definition.subjects : {};
  for (const [name, one] of Object.entries(subjects)) {
    if (!isObject(one)) continue;
    const at = `subjects.${name}`;
    const { policy, policies, goldenPolicy } = one;
    const report = (place: string, given: unknown) => {
      for (const sentence of checkPolicy(given)) problem(problems, place, sentence);
    };
    if (policy !== undefined) report(`${at}.policy`, policy);
    // `ulp` or `norm` alone makes sense where the subject's policy sets the mode.
    const mode = isObject(policy) && policy.mode !== undefined ? modeOf(policy) : {};
    if (goldenPolicy !== undefined) {
      report(`${at}.goldenPolicy`, isObject(goldenPolicy) ? over(mode, goldenPolicy) : goldenPolicy);
    }
    if (policies === undefined) continue;
    if (!isObject(policies)) {
      problem(problems, `${at}.policies`, 'wanted an object from the name of a modern to its policy');
      continue;
    }
    for (const [modern, own] of Object.entries(policies)) {
      const place = `${at}.policies.${modern}`;
      if (!moderns.includes(modern)) problem(problems, place, `no modern is called that${knownWords(modern, moderns)}`);
      report(place, isObject(own) ? over(mode, own) : own);
    }
  }
}

/** The mode of a policy with the bounds that mode `statistical` needs. */
function modeOf({ mode, statistical }: Record<string, unknown>): Record<string, unknown> {
  return mode === 'statistical' && statistical !== undefined ? { mode, statistical } : { mode };
}

/** A policy over a mode, which one with a mode of its own does not inherit. */
function over(mode: Record<string, unknown>, policy: Record<string, unknown>): Record<string, unknown> {
  return policy.mode === undefined || policy.mode === mode.mode ? { ...mode, ...policy } : policy;
}
