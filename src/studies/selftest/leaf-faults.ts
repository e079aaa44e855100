import { parseDType } from '../../value/dtype.ts';
import type { Value } from '../../value/value.ts';
import { mutantAt } from './measure-mutant.ts';
import type { Fault, Mutant, Specimen } from './mutant.ts';
import { type Quantity, quantityOf, viewOf, writeQuantity } from './quantity.ts';
import { replacement } from './replacement.ts';
import { type PlaceRules, rulesAt } from './rules-at.ts';
import { type Site, sitesOf } from './sites.ts';

/** Another number, written like the old one; null where the fault does not fit. */
type NumberChange = (quantity: Quantity) => Value | null;

const floats =
  (change: (x: number) => number | null): NumberChange =>
  (quantity) =>
    quantity.form === 'float' ? change(quantity.value) : null;

const numberChanges: readonly (readonly [fault: string, change: NumberChange])[] = [
  ['sign', negated],
  ['nan-swap', floats((x) => (Number.isNaN(x) ? 1 : Number.isFinite(x) ? Number.NaN : null))],
  ['float32', (quantity) => (quantity.form === 'float' && quantity.format === 'f8' ? narrowed(quantity.value) : null)],
  ['off-by-one', (quantity) => (quantity.form === 'integer' ? quantity.value + 1n : floats(plusOne)(quantity))],
  ['unit-x1000', (quantity) => (quantity.form === 'integer' ? quantity.value * 1000n : floats(thousandfold)(quantity))],
];

function negated(quantity: Quantity): Value | null {
  if (quantity.form === 'complex') return { kind: 'complex', re: -quantity.re, im: -quantity.im };
  if (quantity.form === 'fraction') {
    return { kind: 'fraction', numerator: -quantity.value.num, denominator: quantity.value.den };
  }
  if (quantity.form === 'integer') return -quantity.value;
  return quantity.value === 0 || Number.isNaN(quantity.value) ? null : -quantity.value;
}

const narrowed = (x: number) => (Number.isFinite(Math.fround(x)) ? Math.fround(x) : null);
const plusOne = (x: number) => (Number.isFinite(x) ? x + 1 : null);
const thousandfold = (x: number) => (Number.isFinite(x * 1000) ? x * 1000 : null);

/** Faults in single numbers, texts and booleans of modern's answer: at each path in one place. */
export const leafFaults: Fault = function* (specimen) {
  const { base } = specimen;
  if (base.kind !== 'returned') return;
  for (const [path, sites] of sitesOf(base.value)) {
    const seen = specimen.blind ? sites : sites.filter(({ steps }) => !rulesAt(specimen.policy, steps).ignore);
    for (const [fault, change] of numberChanges) {
      yield* oneOf(specimen, fault, path, seen, (site) => numberMutant(specimen, site, fault, change));
    }
    yield* oneOf(specimen, 'sign-of-zero', path, seen, (site) => zeroMutant(specimen, site));
    yield* oneOf(specimen, 'type-change', path, seen, (site) => typeMutant(specimen, site));
    yield* oneOf(specimen, 'number-as-text', path, seen, (site) => textMutant(specimen, site));
    yield* oneOf(specimen, 'changed-text', path, seen, (site) => wordMutant(specimen, site));
  }
};

/** The mutant of the first site that has one, from a seeded place on. */
export function* oneOf(
  specimen: Specimen,
  fault: string,
  path: string,
  sites: readonly Site[],
  make: (site: Site) => Mutant | null,
): Iterable<Mutant> {
  const start = Math.floor(specimen.chance(`${fault} ${path}`) * sites.length);
  for (let tries = 0; tries < Math.min(sites.length, 8); tries += 1) {
    const mutant = make(sites[(start + tries) % sites.length]!);
    if (mutant === null) continue;
    yield mutant;
    return;
  }
}

function numberMutant(specimen: Specimen, site: Site, fault: string, change: NumberChange): Mutant | null {
  const quantity = quantityOf(site.value, site.dtype);
  const number = quantity === null ? null : change(quantity);
  const after = number === null ? null : replacement(site.value, number);
  return after === null ? null : mutantAt(specimen, site, after, { fault, line: numberLine(specimen, site) });
}

/** The line that sets how far a number may be off. */
export function numberLine({ policy }: Specimen, { steps }: Site): string {
  const rules = rulesAt(policy, steps);
  return rules.mode === 'ulp' ? rules.line('mode', 'ulp') : rules.line('rtol', 'atol');
}

/** The other zero: to be told apart where the policy minds it, to be let pass where it does not. */
function zeroMutant(specimen: Specimen, site: Site): Mutant | null {
  const quantity = quantityOf(site.value, site.dtype);
  if (quantity?.form !== 'float' || quantity.value !== 0) return null;
  const after = replacement(site.value, Object.is(quantity.value, -0) ? 0 : -0);
  const rules = rulesAt(specimen.policy, site.steps);
  const minded = rules.signedZero || rules.mode === 'bitwise';
  const change = { fault: 'sign-of-zero', line: rules.line('signedZero') };
  return after === null ? null : mutantAt(specimen, site, after, change, minded ? 'must-die' : 'must-live');
}

/** An integer as a float, a scalar in another dtype. Which of it is drift is for the type level to say. */
function typeMutant(specimen: Specimen, site: Site): Mutant | null {
  const rules = rulesAt(specimen.policy, site.steps);
  const line = rules.line('types');
  if (site.dtype === null && typeof site.value === 'bigint') {
    // Past 2^53 first: an integer of 400 digits is no float at all.
    if (Math.abs(Number(site.value)) > 2 ** 53) return null;
    const set = rules.types === 'strict' ? 'must-die' : 'must-live';
    return mutantAt(specimen, site, Number(site.value), { fault: 'type-change', line }, set);
  }
  const after = rules.types === 'loose' ? null : otherScalar(site.value);
  return after === null ? null : mutantAt(specimen, site, after, { fault: 'type-change', line });
}

const otherDType: Readonly<Record<string, string>> = { '<f8': '<f4', '<f4': '<f8', '<i8': '<i4', '<i4': '<i8' };

function otherScalar(value: Value): Value | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'scalar') return null;
  const dtype = typeof value.dtype === 'string' ? otherDType[value.dtype] : undefined;
  const quantity = quantityOf(value);
  if (dtype === undefined || (quantity?.form !== 'float' && quantity?.form !== 'integer')) return null;
  const data = new Uint8Array(parseDType(dtype).itemSize);
  return writeQuantity(parseDType(dtype), viewOf(data), 0, quantity.value) ? { kind: 'scalar', dtype, data } : null;
}

function textMutant(specimen: Specimen, site: Site): Mutant | null {
  const quantity = site.dtype === null ? quantityOf(site.value) : null;
  if (quantity === null || (quantity.form !== 'float' && quantity.form !== 'integer')) return null;
  return mutantAt(specimen, site, String(quantity.value), { fault: 'number-as-text', line: typesLine(specimen, site) });
}

const typesLine = ({ policy }: Specimen, { steps }: Site): string => rulesAt(policy, steps).line('types');

/** A letter more, or the other boolean. */
function wordMutant(specimen: Specimen, site: Site): Mutant | null {
  if (typeof site.value !== 'string' && typeof site.value !== 'boolean') return null;
  const rules: PlaceRules = rulesAt(specimen.policy, site.steps);
  const after = typeof site.value === 'string' ? `${site.value}x` : !site.value;
  return mutantAt(specimen, site, after, { fault: 'changed-text', line: rules.line('normalise') });
}
