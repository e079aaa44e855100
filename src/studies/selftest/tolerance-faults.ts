import { holderOf, mutantAt } from './measure-mutant.ts';
import { deadlyMoves, harmlessMoves, type Move, moveNumber } from './move-number.ts';
import type { Fault, FaultSet, Mutant, Specimen } from './mutant.ts';
import { normOf, numbersOf } from './norm-proof.ts';
import { quantityOf } from './quantity.ts';
import { replacement } from './replacement.ts';
import { rulesAt } from './rules-at.ts';
import { type Site, sitesOf, valueAt } from './sites.ts';

/**
 * Legacy's own answer with one number moved by 1.1 and 2 times what its place allows, which must die, and by a half and
 * nine tenths of it, which must live.
 */
export const toleranceFaults: Fault = function* (specimen) {
  const { reference } = specimen;
  if (reference.kind !== 'returned') return;
  // Whatever modern's own distance is, the moved number must be the only one that counts.
  const onLegacy: Specimen = { ...specimen, base: reference };
  for (const [path, sites] of sitesOf(reference.value)) {
    const numbers = sites.filter(({ value, dtype }) => quantityOf(value, dtype) !== null);
    if (numbers.length === 0) continue;
    for (const move of deadlyMoves) yield* moved(onLegacy, path, numbers, move, 'must-die');
    for (const move of harmlessMoves) yield* moved(onLegacy, path, numbers, move, 'must-live');
  }
};

function* moved(specimen: Specimen, path: string, sites: readonly Site[], move: Move, set: FaultSet): Iterable<Mutant> {
  const start = Math.floor(specimen.chance(`${move.name} ${path}`) * sites.length);
  // An unmovable number, such as an infinity, makes way for the next one.
  for (let tries = 0; tries < Math.min(sites.length, 8); tries += 1) {
    const site = sites[(start + tries) % sites.length]!;
    const mutant = movedAt(specimen, site, move, set);
    if (mutant === null) continue;
    yield mutant;
    return;
  }
}

/** A site's number moved; null when it cannot be. */
export function movedAt(specimen: Specimen, site: Site, move: Move, set: FaultSet): Mutant | null {
  const rules = rulesAt(specimen.policy, site.steps);
  const quantity = quantityOf(site.value, site.dtype);
  if (rules.ignore || quantity === null || specimen.reference.kind !== 'returned') return null;
  const whole =
    rules.mode === 'norm' ? numbersOf(valueAt(specimen.reference.value, holderOf(site))?.value ?? null) : null;
  if (rules.mode === 'norm' && whole === null) return null;
  const scale = whole === null ? null : normOf(whole, rules.norm);
  const ways: readonly (1 | -1)[] = specimen.chance(`way ${move.name}`) < 0.5 ? [1, -1] : [-1, 1];
  for (const way of ways) {
    const number = moveNumber(quantity, rules, move, way, scale);
    const after = number === null ? null : replacement(site.value, number);
    if (after === null) continue;
    const line = rules.mode === 'ulp' ? rules.line('mode', 'ulp') : rules.line('rtol', 'atol');
    const mutant = mutantAt(specimen, site, after, { fault: move.name, line }, set);
    if (mutant !== null) return mutant;
  }
  return null;
}
