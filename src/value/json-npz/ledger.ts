import { visibleText } from '../render-list.ts';
import { type Loss, LossError, type LossGrade } from './loss.ts';

/** Where in a value: the steps from the root. */
export type Steps = readonly (string | number)[];

const mostKept = 100;
const grades: readonly LossGrade[] = ['quiet', 'substitute', 'fatal'];

/** Writes down what is lost on the way, and stops where more is lost than is allowed. */
export class Ledger {
  readonly losses: Loss[] = [];
  count = 0;
  /** The worst of what was not allowed. */
  #refused: LossGrade | null = null;
  readonly #allowed: LossGrade | null;

  /** @param allowed the worst grade that may happen; null for none */
  constructor(allowed: LossGrade | null) {
    this.#allowed = allowed;
  }

  note(grade: LossGrade, steps: Steps, what: string): void {
    this.count++;
    if (this.#allowed === null || grades.indexOf(grade) > grades.indexOf(this.#allowed)) this.#refused = grade;
    if (this.losses.length < mostKept) this.losses.push({ grade, path: placeText(steps), what });
  }

  /** Something that nothing in the format stands for: there is no going on. @throws {LossError} */
  fail(steps: Steps, what: string): never {
    this.note('fatal', steps, what);
    throw this.error();
  }

  /** @throws {LossError} when something happened that was not allowed */
  settle(): void {
    if (this.#refused !== null) throw this.error();
  }

  error(): LossError {
    // The worst first: it is what cannot be helped.
    const order = [...this.losses].sort((a, b) => grades.indexOf(b.grade) - grades.indexOf(a.grade));
    return new LossError(order, this.count);
  }
}

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const mostSteps = 30;

function placeText(steps: Steps): string {
  const shown = steps.slice(0, mostSteps).map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return identifier.test(step) ? `.${step.slice(0, 60)}` : `["${visibleText(step.slice(0, 60), true)}"]`;
  });
  return `$${shown.join('')}${steps.length > mostSteps ? '…' : ''}`;
}
