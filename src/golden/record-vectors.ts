import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import { problemList } from '../base/problem-list.ts';
import type { Outcome } from '../value/outcome.ts';
import { checkVectors, idPattern } from './check-vectors.ts';
import { goldenDigest, inputText, outcomeText } from './golden-digest.ts';
import type { GoldenFile, GoldenVector, Provenance, VectorSource, VectorSources } from './vector.ts';

/** The cases of one subject, before their outcomes are known. */
export type SubjectSources = VectorSources[string] & { readonly suite: string; readonly subject: string };

/**
 * Puts a golden file together: certified outcomes are taken as they are, all others from what legacy did. Pure.
 *
 * @param outcomes What legacy did, by vector id.
 * @param previous The file it replaces: what a person accepted stays accepted as long as legacy still answers it.
 * @throws SetupError when a source breaks a rule of golden files, or legacy gave no answer to keep: it crashed, ran out
 * of time, was not asked, or failed because it is not set up (an import that fails is no behaviour to preserve).
 */
export function recordVectors(
  sources: SubjectSources,
  outcomes: ReadonlyMap<string, Outcome>,
  provenance: Provenance,
  previous?: GoldenFile,
): GoldenFile {
  const { suite, subject, notes } = sources;
  const problems = checkSources(sources);
  const vectors: GoldenVector[] = [];
  for (const source of sources.vectors) {
    const recorded = settled(source, outcomes.get(source.id), previous);
    if (typeof recorded === 'string') {
      problems.push(`at vector "${source.id}": ${recorded}`);
      continue;
    }
    const { id, comment, flags, input } = source;
    vectors.push({ id, comment, flags, ...recorded, input });
  }
  if (problems.length > 0)
    throw new SetupError(problemList(`The vectors of ${suite}/${subject} (${provenance.madeBy})`, problems));
  return {
    schema: 'vernier/golden/1',
    suite,
    subject,
    digest: goldenDigest({ notes, vectors }),
    provenance,
    notes,
    vectors,
  };
}

function checkSources({ notes, vectors }: SubjectSources): string[] {
  const problems = checkVectors({ notes, vectors: vectors as readonly GoldenVector[] });
  vectors.forEach(({ id, comment }, index) => {
    if (!idPattern.test(id)) {
      problems.push(
        `at /vectors/${index}/id: ${JSON.stringify(plainLine(id, 60))} is not an id; up to 100 letters, digits and . _ + - were wanted, a letter or digit first`,
      );
    }
    if (comment.trim() === '') problems.push(`at /vectors/${index}/comment: say in one sentence what "${id}" looks at`);
  });
  return problems;
}

type Recorded = Pick<GoldenVector, 'origin' | 'outcome' | 'accepted'>;

function settled(
  source: VectorSource,
  outcome: Outcome | undefined,
  previous: GoldenFile | undefined,
): Recorded | string {
  if (source.certified !== undefined) return { origin: 'certified', outcome: source.certified };
  const answer = answerOf(outcome);
  const kept = previous?.vectors.find(({ id, origin }) => id === source.id && origin === 'accepted');
  if (typeof answer === 'string' || kept === undefined) return answer;
  const same =
    inputText(kept.input) === inputText(source.input) && outcomeText(kept.outcome) === outcomeText(answer.outcome);
  if (!same) return answer;
  return {
    origin: 'accepted',
    outcome: kept.outcome,
    ...(kept.accepted === undefined ? {} : { accepted: kept.accepted }),
  };
}

/** The outcome to record, or why there is none. */
function answerOf(outcome: Outcome | undefined): Recorded | string {
  switch (outcome?.kind) {
    case undefined:
      return 'legacy was not asked';
    case 'returned':
      return { origin: 'recorded', outcome: { returned: outcome.value } };
    case 'raised': {
      const { class: name, message, setup } = outcome.error;
      if (setup) return `legacy is not set up: it raised ${name}: ${plainLine(message)}`;
      return { origin: 'recorded', outcome: { raised: { class: name, message } } };
    }
    case 'timed-out':
      return `legacy gave no answer within ${outcome.deadlineMs} ms`;
    case 'crashed':
      return `legacy died (${outcome.signal ?? `exit code ${outcome.exitCode}`})`;
    case 'protocol-error':
      return `legacy's driver broke the protocol: ${plainLine(outcome.message)}`;
  }
}
