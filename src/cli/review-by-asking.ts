import { systemClock } from '../base/clock.ts';
import {
  type ChangeGroup,
  changeLines,
  changesShown,
  groupLines,
  groupsOf,
  reviewHead,
} from '../reporters/golden-review.ts';
import { paint, type Style } from '../reporters/styled.ts';
import { isWithin, type ReviewedChange } from '../studies/review-change.ts';
import { acceptPending, type PendingReview, rejectPending } from '../studies/review-golden.ts';
import type { Project } from '../suite/config.ts';
import { type Ask, onTerminal } from './ask-terminal.ts';
import { parseBound } from './parse-bound.ts';

export interface AskOptions {
  readonly by: string;
  readonly style: Style;
  /** Asks a question and waits for the line; null at the end of input. Default: the terminal. */
  readonly ask?: Ask;
  readonly print?: (text: string) => void;
}

const groupMenu = '[a]ccept all, accept [w]ithin a bound, [o]ne by one, [r]eject all, [s]kip, [q]uit? ';
const changeMenu = '  [a]ccept, [r]eject, [s]kip, [q]uit? ';

/** Goes through what waits with the person at the terminal. What was decided is written at once. */
export async function reviewByAsking(
  project: Project,
  reviews: readonly PendingReview[],
  options: AskOptions,
): Promise<void> {
  const print = options.print ?? ((text: string) => void process.stdout.write(`${text}\n`));
  if (options.ask === undefined) await onTerminal((ask) => askAll(project, reviews, { ...options, ask, print }));
  else await askAll(project, reviews, { ...options, ask: options.ask, print });
}

async function askAll(
  project: Project,
  reviews: readonly PendingReview[],
  options: Required<AskOptions>,
): Promise<void> {
  for (const review of reviews) {
    options.print(paint([reviewHead(review)], options.style));
    for (const group of groupsOf(review)) {
      options.print(`\n${paint(groupLines(group, changesShown), options.style)}`);
      if (!(await new GroupTalk(project, review, group, options).run())) return;
    }
  }
}

/** The questions about one group. */
class GroupTalk {
  readonly #project: Project;
  readonly #review: PendingReview;
  readonly #group: ChangeGroup;
  readonly #options: Required<AskOptions>;

  constructor(project: Project, review: PendingReview, group: ChangeGroup, options: Required<AskOptions>) {
    this.#project = project;
    this.#review = review;
    this.#group = group;
    this.#options = options;
  }

  /** @returns false to quit */
  async run(): Promise<boolean> {
    const { changes } = this.#group;
    for (;;) {
      switch (await this.#answer(groupMenu)) {
        case 'a':
          return this.#accept(changes);
        case 'w':
          return this.#acceptWithin(changes);
        case 'o':
          return this.#oneByOne(changes);
        case 'r':
          return this.#reject(changes);
        case 's':
          return true;
        case 'q':
          return false;
      }
    }
  }

  async #oneByOne(changes: readonly ReviewedChange[]): Promise<boolean> {
    for (const change of changes) {
      const { style, print } = this.#options;
      print(paint(changeLines(change), style));
      const answer = await this.#answer(changeMenu);
      if (answer === 'q') return false;
      if (answer === 'a' && !(await this.#accept([change]))) return false;
      if (answer === 'r') await this.#reject([change]);
    }
    return true;
  }

  async #acceptWithin(changes: readonly ReviewedChange[]): Promise<boolean> {
    const { ask, print } = this.#options;
    const text = await ask('  within (rel=1e-14, abs=1e-9 or ulp=4): ');
    if (text === null) return false;
    const bound = parseBound(text.trim());
    if (bound === null) {
      print('  that is no bound; the group is left as it is');
      return true;
    }
    const inside = changes.filter((change) => isWithin(change, bound));
    print(`  ${inside.length} of ${changes.length} are within it`);
    return inside.length === 0 || this.#accept(inside);
  }

  async #accept(changes: readonly ReviewedChange[]): Promise<boolean> {
    const { ask, by, print } = this.#options;
    const reason = (await ask('  why (kept in the golden file): '))?.trim() ?? null;
    if (reason === null) return false;
    if (reason === '') print('  nothing is accepted without a reason');
    else {
      await acceptPending(this.#project, this.#chosen(changes), { by, at: systemClock.now().toISOString(), reason });
      print(`  ${changes.length} accepted`);
    }
    return true;
  }

  async #reject(changes: readonly ReviewedChange[]): Promise<boolean> {
    await rejectPending(this.#project, this.#chosen(changes));
    this.#options.print(`  ${changes.length} rejected`);
    return true;
  }

  #chosen(changes: readonly ReviewedChange[]) {
    const { suite, subject } = this.#review;
    return { suite, subject, ids: new Set(changes.map(({ id }) => id)) };
  }

  /** The first letter of the answer; the end of input is `q`. */
  async #answer(question: string): Promise<string> {
    const answer = await this.#options.ask(question);
    return answer === null ? 'q' : answer.trim().slice(0, 1).toLowerCase();
  }
}
