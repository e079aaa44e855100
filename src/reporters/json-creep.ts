import type { Creep, CreepReport } from '../runner/creep.ts';
import { type Fields, type Json, numberText } from './json-text.ts';

export function creepJson({ baseline, said, series, tests, creeps }: CreepReport): Fields<CreepReport> {
  return { baseline, said, series, tests, creeps: creeps.map(oneJson) };
}

function oneJson(creep: Creep): Fields<Creep> {
  const { kind, suite, subject, modern, scope, path, metric, runs, since, summary, alike, alikeCount, alongside } =
    creep;
  return {
    ...{ kind, suite, subject, modern, scope, path, case: creep.case, metric },
    ...{ before: numberText(creep.before), now: numberText(creep.now), p: creep.p, runs, since, summary },
    ...{ alike, alikeCount, alongside, values: creep.values.map((value): Json => numberText(value) ?? null) },
  };
}
