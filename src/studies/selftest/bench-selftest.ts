import type { Policy } from '../../compare/policy.ts';
import { excusesFor } from '../../runner/excuses.ts';
import type { judgeModern } from '../../runner/judge.ts';
import { greenStatuses, type JudgedResult } from '../../runner/result.ts';
import type { SubjectJob } from '../../runner/subject-job.ts';
import type { Case } from '../../suite/case.ts';
import { casePolicy } from '../../suite/case-policy.ts';
import type { SubjectDefinition } from '../../suite/suite.ts';
import type { Outcome, Raised, Returned } from '../../value/outcome.ts';
import { answerFaults } from './answer-faults.ts';
import { BoundFaults } from './bound-faults.ts';
import { containerFaults } from './container-faults.ts';
import { Detector } from './detection.ts';
import { harmlessChanges } from './harmless-changes.ts';
import { leafFaults } from './leaf-faults.ts';
import type { Fault, Mutant } from './mutant.ts';
import { type Fate, MutantLedger } from './mutant-ledger.ts';
import { hasRun, specimenOf } from './specimen.ts';
import { toleranceFaults } from './tolerance-faults.ts';

/** What judges an answer: the run's own judge, or one that is to be shown broken. */
export type Judge = typeof judgeModern;

const faults: readonly Fault[] = [toleranceFaults, leafFaults, containerFaults, answerFaults, harmlessChanges];

/** Mutants that a subject's excuses are asked about: an excuse may cost legacy dozens of calls. */
const mostExcusesAsked = 200;

/** Puts faults into the cases of one modern and has them judged, case by case, as the cases come. */
export class BenchTest {
  readonly ledger = new MutantLedger();
  readonly detector = new Detector();
  readonly modern: string;
  readonly #job: SubjectJob;
  readonly #definition: SubjectDefinition;
  readonly #judge: Judge;
  readonly #bounds: BoundFaults;
  #previous: Outcome | null = null;
  #asked = 0;
  /** Excuses are asked for one after another, in the order of the cases. */
  #excuses: Promise<void> = Promise.resolve();

  constructor(job: SubjectJob, definition: SubjectDefinition, modern: string, judge: Judge) {
    this.#definition = definition;
    this.#job = job;
    this.modern = modern;
    this.#judge = judge;
    this.#bounds = new BoundFaults(job, modern);
  }

  /** @param judged What became of the case without a fault. */
  test(item: Case, judged: JudgedResult): void {
    const policy = this.#policyOf(item);
    const specimen = specimenOf(this.#job, policy, item, judged, this.#previous);
    if (hasRun(judged.modern)) this.#previous = judged.modern;
    if (specimen === null) return;
    const judge = (outcome: Returned | Raised) => this.#judged(item, judged.legacy, outcome);
    for (const fault of faults) {
      for (const mutant of fault(specimen)) {
        if (!this.ledger.admits(mutant)) continue;
        this.#add(
          item,
          { ...mutant, line: this.#named(mutant.line, specimen.byGolden) },
          judge(mutant.outcome),
          judged.result.counted,
        );
      }
    }
    // Bounds over all cases are told apart by reference; those against legacy have the most numbers.
    if (!specimen.byGolden) this.#bounds.add(item, specimen, (outcome) => judge(outcome).result);
    const { reference } = specimen;
    this.detector.look(specimen, (value) => {
      const status = judge({ kind: 'returned', value, elapsedNs: reference.elapsedNs, warnings: [] }).result.status;
      return !greenStatuses.includes(status);
    });
  }

  /** Tells of what is judged over all cases, and waits for excuses that were asked for. */
  async settled(): Promise<void> {
    for (const { mutant, died, item } of this.#bounds.ends()) {
      const named = { ...mutant, line: this.#named(mutant.line, false) };
      if (this.ledger.admits(named)) this.ledger.add(named, { end: died ? 'died' : 'lived' }, item, true);
    }
    await this.#excuses;
  }

  /** Policies are laid over one another before anyone reads them: says which of them a line is from. */
  #named(line: string, byGolden: boolean): string {
    const { policy, policies, goldenPolicy } = this.#definition;
    return line.replaceAll(/\bpolicy: (\w+)/g, (whole, field: string) => {
      const sets = (one: Policy | undefined) => one !== undefined && field in one;
      if (byGolden && sets(goldenPolicy)) return `goldenPolicy: ${field}`;
      if (sets(policies?.[this.modern])) return `policies.${this.modern}: ${field}`;
      return sets(policy) ? whole : `default: ${field}`;
    });
  }

  #policyOf(item: Case): Policy {
    const { policy, goldenPolicy } = this.#job.moderns.find(({ side }) => side.name === this.modern)!;
    const { suite, subject, byGolden } = this.#job;
    const general = byGolden && item.vector !== undefined ? goldenPolicy : policy;
    return casePolicy(general, this.#job, item, `${suite}/${subject}`);
  }

  #judged(item: Case, legacy: Outcome | null, modern: Outcome): JudgedResult {
    const { suite, subject, waivers, byGolden } = this.#job;
    const expected = byGolden ? (item.vector?.outcome ?? null) : null;
    const bench = { suite, subject, modern: this.modern, policy: this.#policyOf(item), waivers };
    return this.#judge(bench, item, expected, legacy, modern);
  }

  #add(item: Case, mutant: Mutant, judged: JudgedResult, counted: boolean): void {
    const { status, waivers } = judged.result;
    const tell = (fate: Fate) => this.ledger.add(mutant, fate, item, counted);
    const isGreen = greenStatuses.includes(status);
    if (isGreen && status === 'waived' && mutant.set === 'must-die') {
      tell({ end: 'hidden', by: 'waiver', name: waivers.map(({ id }) => id).join(', ') });
    } else if (isGreen) tell({ end: 'lived' });
    else if (
      (this.#job.excuse === undefined && this.#job.noise === undefined) ||
      mutant.set === 'must-live' ||
      this.#asked >= mostExcusesAsked
    ) {
      tell({ end: 'died' });
    } else this.#ask(item, judged, tell);
  }

  #ask(item: Case, judged: JudgedResult, tell: (fate: Fate) => void): void {
    this.#asked += 1;
    this.#excuses = this.#excuses.then(async () => {
      const [excuse] = await excusesFor(this.#job, item, [judged]);
      tell(excuse ? { end: 'hidden', by: 'excuse', name: excuse } : { end: 'died' });
    });
  }
}
