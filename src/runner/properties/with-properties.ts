import type { Implementation } from '../../implementations/implementation.ts';
import type { Case } from '../../suite/case.ts';
import type { SubjectProperties } from '../../suite/properties.ts';
import { hasSubstance } from '../counted.ts';
import { greenStatuses, type JudgedResult, type Result } from '../result.ts';
import { type CheckedProperty, checkProperties } from './check-properties.ts';

interface Asked {
  readonly implementation: Implementation | null;
}

/** What of a subject and its sides is needed to check its properties. */
export interface PropertyJob {
  readonly suite: string;
  readonly subject: string;
  readonly legacy: Asked;
  readonly moderns: readonly { readonly side: Asked & { readonly name: string } }[];
  readonly properties?: SubjectProperties;
  /** False when cases without a golden outcome are compared with nothing (default true). */
  readonly compares?: boolean;
  readonly seed: number;
  readonly deadlineMs: number;
}

/**
 * Checks the properties of a subject on the answers of a case, and calls a result that is green otherwise `violated`
 * where one is broken. A side that returned nothing has nothing to check.
 */
export async function withProperties(
  job: PropertyJob,
  item: Case,
  judged: readonly JudgedResult[],
  how: 'call' | 'callAlone',
): Promise<JudgedResult[]> {
  return Promise.all(
    judged.map(async (one) => {
      const isLegacy = one.result.modern === 'legacy';
      const side = isLegacy ? job.legacy : job.moderns.find((entry) => entry.side.name === one.result.modern)?.side;
      const answer = isLegacy ? one.legacy : one.modern;
      const { properties } = job;
      if (properties === undefined || answer?.kind !== 'returned' || side?.implementation == null) return one;
      if (isLegacy && properties.legacy !== true) return one;
      const ask = asking(job, side.implementation, how);
      const name = `${job.suite}/${job.subject}`;
      const checked = await checkProperties(properties, { input: item.input, answer: answer.value, ask }, name);
      return {
        ...one,
        result: settled(one.result, checked, job.compares === false ? hasSubstance(answer.value) : null),
      };
    }),
  );
}

function asking(job: PropertyJob, implementation: Implementation, how: 'call' | 'callAlone') {
  return (input: Case['input'], subject = job.subject) =>
    implementation[how]({ subject, input, seed: job.seed, deadlineMs: job.deadlineMs });
}

/** @param substance For a subject that is compared with nothing, whether its answer is one; else null. */
function settled(result: Result, checked: readonly CheckedProperty[], substance: boolean | null): Result {
  const broken = checked.filter((one) => one.state === 'violated');
  const isGreen = greenStatuses.includes(result.status);
  const wasChecked = checked.some(({ state }) => state !== 'skipped');
  const words = broken.map(({ name, words: said }) => `${name}: ${said}`).join('; ');
  return {
    ...result,
    // What is compared with nothing counts by what was checked of it.
    ...(substance === null || result.compared ? {} : { compared: true, counted: wasChecked && substance }),
    properties: checked.map(({ name, state }) => ({ name, state })),
    ...(broken.length === 0 ? {} : { violation: words }),
    ...(broken.length === 0 || !isGreen
      ? {}
      : { status: 'violated', side: result.modern === 'legacy' ? 'legacy' : null, waivers: [], detail: words }),
  };
}
