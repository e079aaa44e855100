import type { Decision, RunReport } from '../runner/report.ts';
import type { Check, CheckCode } from './check.ts';
import type { GateRules } from './rules.ts';

/** What a gate decided and why: `gate.json`, or `cutover.json` of a gate over a cutover. */
export interface GateReport {
  readonly schema: 'vernier/gate/1';
  readonly gate: string;
  /** True when its checklist is one for a cutover. */
  readonly cutover: boolean;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly decision: Decision;
  readonly word: 'go' | 'no-go' | 'inconclusive';
  readonly exitCode: CheckCode;
  /** Why, in sentences; the first is the headline. Never empty. */
  readonly reasons: readonly string[];
  readonly checks: readonly Check[];
  /** Ids of the runs it decided over. */
  readonly runs: readonly string[];
  /** Seed of the generated cases; null when nothing was run. */
  readonly seed: number | null;
  /** The subject that had its turn for a deep dive: `suite/subject`; null where none had. */
  readonly deepDive: string | null;
  /** Id of the run that drift and vectors were held against. */
  readonly baseline: string | null;
  readonly git: RunReport['git'];
  readonly vernier: string;
  readonly rules: GateRules;
}
