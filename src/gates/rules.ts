/** What a gate runs and what it asks. */
export interface GateRules {
  /** Suites to run; empty: all. */
  readonly suites: readonly string[];
  /** Suites that must have run; null: all that the gate runs. */
  readonly required: readonly string[] | null;
  /** Generated cases per subject; null: as the suite says. */
  readonly cases: number | null;
  /** Minutes in which cases are generated, over all subjects; null: as many as it takes. */
  readonly minutes: number | null;
  /** `night`: a new one each night, made from date and commit. */
  readonly seed: 'fixed' | 'night';
  /** Generated cases per subject that are asked in processes of their own, and every golden vector and kept case with them; 0: none. */
  readonly fresh: number;
  /** `any` drift fails, or only what the baseline does not have. */
  readonly drift: 'any' | 'new';
  /** Whether there must be golden vectors, or those there are must be whole. */
  readonly vectors: 'required' | 'if-any';
  /** Seeded faults that the suites must find; null: not asked. */
  readonly selftest: { readonly minKill: number; readonly cases: number } | null;
  /** Each side against itself; null: not asked. `fresh` cases in processes of their own. */
  readonly noise: { readonly cases: number; readonly fresh: number } | null;
  readonly performance: Weight;
  /** Budget of the timings: cases and seconds for one subject, rounds in new processes. */
  readonly timing: { readonly cases: number; readonly rounds: number; readonly seconds: number };
  readonly creep: Weight;
  /** Whether the work tree must be known and clean. */
  readonly git: Weight;
  /** One subject a run gets so many generated cases besides, each in its turn; null: none does. */
  readonly deepDive: { readonly cases: number; readonly minutes: number | null } | null;
  /** Keep failing cases in `golden/<suite>/found/`. */
  readonly keep: boolean;
}

/** What an unwelcome answer does: nothing, a word, or a failed gate. */
export type Weight = 'off' | 'warn' | 'fail';

export type BuiltInGate = 'ci' | 'precutover' | 'nightly';

/** A gate of the configuration: one that is built in, changed. */
export type GateConfig = Partial<GateRules> & { readonly like?: BuiltInGate };

/** Fewer than ten rounds are no sample of rounds. */
const timing = { cases: 24, rounds: 12, seconds: 30 };

export const builtInGates: Readonly<Record<BuiltInGate, GateRules>> = {
  ci: {
    suites: [],
    required: null,
    cases: null,
    minutes: 2,
    seed: 'fixed',
    fresh: 0,
    drift: 'new',
    vectors: 'if-any',
    selftest: { minKill: 0.9, cases: 20 },
    noise: null,
    performance: 'off',
    timing,
    creep: 'warn',
    git: 'off',
    deepDive: null,
    keep: false,
  },
  precutover: {
    suites: [],
    required: null,
    cases: 10_000,
    minutes: null,
    seed: 'fixed',
    fresh: 100,
    drift: 'any',
    vectors: 'required',
    selftest: { minKill: 0.95, cases: 100 },
    noise: { cases: 200, fresh: 8 },
    performance: 'fail',
    timing,
    creep: 'warn',
    git: 'fail',
    deepDive: null,
    keep: false,
  },
  nightly: {
    suites: [],
    required: null,
    cases: 1_000_000,
    minutes: 30,
    seed: 'night',
    fresh: 0,
    drift: 'any',
    vectors: 'if-any',
    selftest: null,
    noise: null,
    performance: 'off',
    timing,
    creep: 'fail',
    git: 'off',
    deepDive: { cases: 10_000_000, minutes: 15 },
    keep: true,
  },
};

/** Whose checklist is named `cutover`: gates that decide over a cutover. */
export function isCutover(name: string, config: Readonly<Record<string, GateConfig>>): boolean {
  return (config[name]?.like ?? name) === 'precutover';
}

/** The rules of a gate by its name; null when there is none. Own ones are like `ci` where they do not say. */
export function gateRules(name: string, config: Readonly<Record<string, GateConfig>>): GateRules | null {
  const own = Object.hasOwn(config, name) ? config[name]! : null;
  const isBuiltIn = Object.hasOwn(builtInGates, name);
  if (own === null && !isBuiltIn) return null;
  const { like = isBuiltIn ? (name as BuiltInGate) : 'ci', ...changes } = own ?? {};
  return { ...builtInGates[like], ...changes };
}
