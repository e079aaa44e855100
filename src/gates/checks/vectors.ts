import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/** Golden files are whole: they read, have what code names for them, and what the baseline had. */
export function vectorsCheck({ golden, baseline, runs }: GateFacts, rules: GateRules): Check {
  const question = { name: 'vectors', asks: 'Are all golden vectors there, whole, and were they run?' } as const;
  const broken = golden.flatMap((file) => file.broken ?? []);
  const there = new Set(golden.flatMap(({ suite, subject, ids }) => ids.map((id) => key(suite, subject, id))));
  const exercised = new Set(
    runs.flatMap((run) => run.vectors.map(({ suite, subject, id }) => key(suite, subject, id))),
  );
  const wanted = (suite: string) => rules.suites.length === 0 || rules.suites.includes(suite);
  const lost = new Set(
    (baseline?.vectors ?? [])
      .filter(({ suite, subject, id }) => wanted(suite) && !there.has(key(suite, subject, id)))
      .map(({ suite, subject, id }) => key(suite, subject, id)),
  );
  const missing = [
    ...golden.flatMap(({ suite, subject, missing }) =>
      missing.map((id) => `${key(suite, subject, id)} is not recorded`),
    ),
    ...[...lost].map((one) => `${one} was in the baseline and is gone`),
  ];
  const idle =
    runs.length === 0 ? [] : [...there].filter((one) => !exercised.has(one)).map((one) => `${one} was not run`);
  const none = there.size === 0 && rules.vectors === 'required' && missing.length === 0;
  const code = broken.length > 0 ? 2 : missing.length > 0 ? 1 : idle.length > 0 || none ? 3 : 0;
  const observed =
    there.size === 0 && missing.length + broken.length === 0
      ? 'there are no golden vectors'
      : `${there.size} vectors, ${missing.length} missing, ${idle.length} not run, ${broken.length} files unreadable`;
  const allowed = rules.vectors === 'required' ? 'at least one, none missing' : 'none missing';
  return check({ ...question, code, observed, allowed, n: there.size, evidence: [...broken, ...missing, ...idle] });
}

const key = (suite: string, subject: string, id: string) => `${suite}/${subject}@${id}`;
