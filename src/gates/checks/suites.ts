import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/** Every suite that must run did, with all its subjects. */
export function suitesCheck({ runs, declared, failures }: GateFacts, rules: GateRules): Check {
  const question = { name: 'suites', asks: 'Was every required suite set up and run, with every subject?' } as const;
  const suites = runs.flatMap((run) => run.suites);
  const broken = [...failures, ...suites.flatMap(({ failure }) => failure ?? [])];
  const chosen = rules.suites.length > 0 ? rules.suites : declared.map(({ suite }) => suite);
  const required = rules.required ?? chosen;
  const ran = (name: string) => suites.filter((suite) => suite.name === name && suite.failure === null);
  const absent = required
    .filter((name) => ran(name).length === 0 && !suites.some((suite) => suite.name === name))
    .map((name) => `required suite "${name}" was not run`);
  const idle = declared
    .filter(({ suite }) => required.includes(suite) && ran(suite).length > 0)
    .flatMap(({ suite, subjects }) => {
      const exercised = ran(suite).flatMap((one) => one.subjects.map(({ name }) => name));
      const left = subjects.filter((subject) => !exercised.includes(subject));
      return left.map((subject) => `${suite}/${subject} was not run`);
    });
  const open = [...absent, ...idle];
  const code = broken.length > 0 ? 2 : open.length > 0 || required.length === 0 ? 3 : 0;
  const count = required.filter((name) => ran(name).length > 0).length;
  return check({
    ...question,
    code,
    observed: `${count} of ${required.length} required suites ran${broken.length > 0 ? `, ${broken.length} could not be set up` : ''}`,
    allowed: 'all of them',
    n: required.length,
    evidence: [...broken, ...open],
  });
}
