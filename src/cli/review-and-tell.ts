import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { groupsOf, reviewJson, reviewLines } from '../reporters/golden-review.ts';
import { plural } from '../reporters/quantity.ts';
import { colourStyle, paint, plainStyle } from '../reporters/styled.ts';
import { type Bound, isWithin, type ReviewedChange } from '../studies/review-change.ts';
import { acceptPending, openReviews, type PendingReview, rejectPending } from '../studies/review-golden.ts';
import type { Project } from '../suite/config.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { refuseCi } from './in-ci.ts';
import { wantsColour } from './output.ts';
import { reviewByAsking } from './review-by-asking.ts';
import { reviewer } from './reviewer.ts';

export interface ReviewFlags {
  readonly accept?: readonly string[];
  readonly acceptGroup?: readonly string[];
  readonly reject?: readonly string[];
  readonly rejectGroup?: readonly string[];
  readonly within?: Bound;
  readonly by?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/** Shows what waits, and takes or drops what the flags or the answers on the terminal say. @returns the exit code */
export async function reviewAndTell(suite: string | null, flags: ReviewFlags): Promise<number> {
  refuseCi('Golden vectors are reviewed');
  const project = await loadProject(process.cwd());
  const reviews = await openReviews(project, suite);
  const by = flags.by ?? reviewer(project.root);
  const style = wantsColour(process.stdout, process.env) ? colourStyle : plainStyle;
  const decided = [flags.accept, flags.acceptGroup, flags.reject, flags.rejectGroup].some((list) => list !== undefined);
  const asks = !decided && !flags.json && process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (decided) await decide(project, reviews, flags, by);
  else if (asks && reviews.length > 0) await reviewByAsking(project, reviews, { by, style });
  const left = decided || asks ? await openReviews(project, suite) : reviews;
  const waiting = left.reduce((sum, { changes }) => sum + changes.length, 0);
  if (flags.json) process.stdout.write(reviewJson(left));
  else if (waiting === 0) process.stdout.write('Nothing waits for a review\n');
  else if (decided || asks)
    process.stdout.write(`${plural(waiting, 'change')} still ${waiting === 1 ? 'waits' : 'wait'}\n`);
  else process.stdout.write(`${paint([...reviewLines(left), [], ...howTo(suite)], style)}\n`);
  return waiting === 0 ? exitCodes.pass : exitCodes.red;
}

const howTo = (suite: string | null) =>
  [
    `accept one      vernier golden review ${suite ?? '<suite>'} --accept <id> --reason "…"`,
    `accept a group  vernier golden review ${suite ?? '<suite>'} --accept-group <group> --within rel=1e-14 --reason "…"`,
    `reject          vernier golden review ${suite ?? '<suite>'} --reject <id>   or   --reject-group <group>`,
  ].map((text) => [{ role: 'dim' as const, text }]);

type Found = { readonly review: PendingReview; readonly changes: readonly ReviewedChange[] };

async function decide(
  project: Project,
  reviews: readonly PendingReview[],
  flags: ReviewFlags,
  by: string,
): Promise<void> {
  const accepted = [
    ...(flags.accept ?? []).map((id) => byId(reviews, id)),
    ...(flags.acceptGroup ?? []).map((id) => byGroup(reviews, id)),
  ];
  const rejected = [
    ...(flags.reject ?? []).map((id) => byId(reviews, id)),
    ...(flags.rejectGroup ?? []).map((id) => byGroup(reviews, id)),
  ];
  const reason = flags.reason?.trim() ?? '';
  if (accepted.length > 0 && reason === '')
    throw new SetupError(
      '--reason is missing: say in one sentence why the new outcomes are right; it is kept in the golden file',
    );
  if (flags.within !== undefined && accepted.length === 0)
    throw new SetupError('--within goes with --accept or --accept-group: it bounds what is accepted');
  const both = accepted
    .flatMap(({ changes }) => changes)
    .find((change) => rejected.some(({ changes }) => changes.includes(change)));
  if (both !== undefined) throw new SetupError(`"${both.id}" cannot be accepted and rejected at once; leave one out`);
  for (const { review, changes } of accepted) {
    const inside = changes.filter((change) => flags.within === undefined || isWithin(change, flags.within));
    const signature = { by, at: systemClock.now().toISOString(), reason };
    if (inside.length > 0) await acceptPending(project, chosen(review, inside), signature);
    const outside = changes.filter((change) => !inside.includes(change)).map(({ id }) => id);
    tell(flags, `${review.suite}/${review.subject}: ${inside.length} accepted`);
    if (outside.length > 0) tell(flags, `  not within the bound: ${outside.join(', ')}`);
  }
  for (const { review, changes } of rejected) {
    await rejectPending(project, chosen(review, changes));
    tell(flags, `${review.suite}/${review.subject}: ${changes.length} rejected`);
  }
}

function chosen({ suite, subject }: PendingReview, changes: readonly ReviewedChange[]) {
  return { suite, subject, ids: new Set(changes.map(({ id }) => id)) };
}

function tell({ json }: ReviewFlags, line: string): void {
  (json ? process.stderr : process.stdout).write(`${line}\n`);
}

/** `maxwell-3`, or `evaluate@maxwell-3` where several subjects have one of that id. */
function byId(reviews: readonly PendingReview[], text: string): Found {
  const at = text.indexOf('@');
  const [subject, id] = at < 0 ? [null, text] : [text.slice(0, at), text.slice(at + 1)];
  const found = reviews
    .filter((review) => subject === null || review.subject === subject)
    .flatMap((review) =>
      review.changes.filter((change) => change.id === id).map((change) => ({ review, changes: [change] })),
    );
  if (found.length === 1) return found[0]!;
  const all = reviews.flatMap(({ changes }) => changes.map((change) => change.id));
  if (found.length === 0)
    throw new SetupError(`No change of ${JSON.stringify(text)} waits for a review${knownWords(text, all)}`);
  const names = found.map(({ review }) => `${review.suite}/${review.subject}`);
  throw new SetupError(
    `Changes of ${JSON.stringify(text)} wait in ${names.join(' and ')}: name the suite, and write <subject>@${id}`,
  );
}

function byGroup(reviews: readonly PendingReview[], id: string): Found {
  const all = reviews.flatMap((review) => groupsOf(review).map((group) => ({ review, group })));
  const found = all.find(({ group }) => group.id === id);
  if (found === undefined) {
    const known = all.map(({ group }) => group.id);
    throw new SetupError(`There is no group ${JSON.stringify(id)} of changes that wait${knownWords(id, known)}`);
  }
  return { review: found.review, changes: found.group.changes };
}
