import type { Case } from '../suite/case.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { type Face, faceOf, groupKey } from './face.ts';
import { mechanismOf } from './mechanism-of.ts';
import type { GeneratedInput } from './property.ts';
import { greenStatuses, type JudgedResult, type Result } from './result.ts';
import { weightOf } from './weight.ts';

/** A case that failed. */
export interface Failure {
  readonly item: Case;
  /** Null for vectors. */
  readonly generated: GeneratedInput | null;
  readonly result: Result;
  /** Null when only its result is known: it is out of a journal, or too large to be kept. */
  readonly judged: JudgedResult | null;
}

/** Failing cases that look alike: the first of them, and how many there were. */
export interface Suspect extends Failure, Face {
  cases: number;
  /** True when the first case's input was not kept; it is made again from its index. */
  readonly forgotten: boolean;
}

/** Suspects that are one drift by all that is known before they are shrunk: same signature, mechanism and labels. */
export interface SuspectGroup extends Omit<Face, 'traits'> {
  /** In the order their first cases came. */
  readonly suspects: Suspect[];
}

/** What is remembered at the most, so that a run in which everything fails needs no more memory than another. */
export interface SuspectLimits {
  readonly groups: number;
  readonly suspectsPerGroup: number;
  /** Failing cases whose mechanism is looked for. */
  readonly diagnosed: number;
  /** Bytes of inputs and outcomes. */
  readonly bytes: number;
}

const defaultLimits: SuspectLimits = { groups: 1000, suspectsPerGroup: 12, diagnosed: 2000, bytes: 64 * 2 ** 20 };

/** Gathers failing cases in groups, in the order their first case came. */
export class Suspects {
  readonly #groups = new Map<string, SuspectGroup>();
  /** Signature, labels and traits -> the suspect that looks so, whatever its mechanism: for cases that are not diagnosed. */
  readonly #byLooks = new Map<string, Suspect>();
  readonly #byGolden: boolean;
  readonly #limits: SuspectLimits;
  #diagnosed = 0;
  #bytes = 0;
  /** Failing cases that were only counted: they came after the store was full, and look like nothing in it. */
  leftOut = 0;

  /** @param byGolden True when vectors are held against their golden outcomes */
  constructor(byGolden: boolean, limits: Partial<SuspectLimits> = {}) {
    this.#byGolden = byGolden;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** @returns The suspect that the case counts for; null when it did not fail, or was only counted. */
  add(failure: Failure): Suspect | null {
    const { status } = failure.result;
    if (greenStatuses.includes(status) || status === 'not-run') return null;
    const diagnosed = failure.judged !== null && this.#diagnosed < this.#limits.diagnosed;
    if (diagnosed) this.#diagnosed += 1;
    const { item, result, judged } = failure;
    const mechanism = diagnosed ? mechanismOf({ item }, { judged: judged!, steps: 0 }, this.#byGolden) : null;
    const face = faceOf(item, result, mechanism?.name ?? null);
    const suspect = this.#suspectOf(face, failure, diagnosed);
    if (suspect === null) this.leftOut += 1;
    else suspect.cases += 1;
    return suspect;
  }

  /** By group, in the order their first cases came. */
  get groups(): readonly SuspectGroup[] {
    return [...this.#groups.values()];
  }

  get all(): Suspect[] {
    return this.groups.flatMap(({ suspects }) => suspects);
  }

  #suspectOf(face: Face, failure: Failure, diagnosed: boolean): Suspect | null {
    const looks = JSON.stringify([face.signature, face.labels, face.traits]);
    const alike = this.#byLooks.get(looks);
    if (alike !== undefined && (!diagnosed || alike.mechanism === face.mechanism)) return alike;
    const group = this.#groupOf(face);
    if (group === null) return alike ?? null;
    const same = group.suspects.find(({ traits }) => traits.every((trait, index) => trait === face.traits[index]));
    if (same !== undefined) return same;
    if (group.suspects.length >= this.#limits.suspectsPerGroup) return group.suspects[0]!;
    const suspect = this.#keep(face, failure);
    group.suspects.push(suspect);
    if (alike === undefined) this.#byLooks.set(looks, suspect);
    return suspect;
  }

  #groupOf(face: Face): SuspectGroup | null {
    const key = groupKey(face);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    if (this.#groups.size >= this.#limits.groups) return null;
    const { signature, mechanism, labels } = face;
    const group = { signature, mechanism, labels, suspects: [] };
    this.#groups.set(key, group);
    return group;
  }

  /** What is too large to be kept is made again when it is needed: a generated input from its index, outcomes by a call. */
  #keep(face: Face, { item, generated, result, judged }: Failure): Suspect {
    const left = this.#limits.bytes - this.#bytes;
    const { args, kwargs } = item.input;
    const weight = weightOf([...args, ...Object.values(kwargs), ...valuesOf(judged)], left);
    const keeps = weight <= left;
    const suspect = { ...face, result, cases: 0, forgotten: !keeps && item.ref.kind === 'generated' };
    if (suspect.forgotten)
      return { ...suspect, item: { ...item, input: { args: [], kwargs: {} } }, generated: null, judged: null };
    // Vectors lie in memory anyway.
    if (!keeps) return { ...suspect, item, generated, judged: null };
    this.#bytes += weight;
    return { ...suspect, item, generated, judged: judged && { ...judged, places: null } };
  }
}

function valuesOf(judged: JudgedResult | null): Value[] {
  const ofOutcome = (outcome: Outcome | null): Value[] => (outcome?.kind === 'returned' ? [outcome.value] : []);
  return judged === null ? [] : [...ofOutcome(judged.legacy), ...ofOutcome(judged.modern)];
}
