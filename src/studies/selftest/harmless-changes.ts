import type { Rules } from '../../compare/policy.ts';
import { identical } from '../../value/identical.ts';
import type { Value } from '../../value/value.ts';
import { otherByteOrder, otherMemoryOrder } from './layouts.ts';
import { oneOf } from './leaf-faults.ts';
import { mutantAt } from './measure-mutant.ts';
import type { Fault, Mutant, Specimen } from './mutant.ts';
import { positions, rowsOf } from './rows.ts';
import { type PlaceRules, rulesAt } from './rules-at.ts';
import { type Site, sitesOf } from './sites.ts';

/** Another value that the rules of its place ask nobody to mind, and the field of the policy that says so. */
type Harmless = (value: Value, rules: PlaceRules, site: Site) => readonly [Value, keyof Rules] | null;

const changes: readonly (readonly [string, Harmless])[] = [
  ['ignored-place', (value, { ignore }, { dtype }) => (ignore ? [another(value, dtype !== null), 'ignore'] : null)],
  ['reordered-keys', (value, rules) => (rules.keyOrder ? null : withField(reversedKeys(value), 'keyOrder'))],
  ['reordered-items', (value, rules) => withField(reversedItems(value, rules), 'unordered')],
  ['memory-order', (value, { mode }) => (mode === 'bitwise' ? null : withField(otherMemoryOrder(value), 'mode'))],
  ['byte-order', (value, { mode }) => (mode === 'bitwise' ? null : withField(otherByteOrder(value), 'mode'))],
  ['nan-payload', (value, rules, { dtype }) => withField(dtype === null ? otherNan(value, rules) : null, 'equalNan')],
  ['list-as-tuple', (value, { types }) => (types === 'strict' ? null : withField(otherSequence(value), 'types'))],
];

/** Changes of modern's answer that the policy says nobody minds: each must be let pass. */
export const harmlessChanges: Fault = function* (specimen) {
  const { base } = specimen;
  yield* messages(specimen);
  if (base.kind !== 'returned' || specimen.blind) return;
  for (const [path, sites] of sitesOf(base.value)) {
    for (const [fault, change] of changes) {
      yield* oneOf(specimen, fault, path, sites, (site) => harmless(specimen, site, fault, change));
    }
  }
};

function harmless(specimen: Specimen, site: Site, fault: string, change: Harmless): Mutant | null {
  const rules = rulesAt(specimen.policy, site.steps);
  if (rules.ignore !== (fault === 'ignored-place')) return null;
  const changed = change(site.value, rules, site);
  if (changed === null || identical(changed[0], site.value)) return null;
  const mutant = mutantAt(specimen, site, changed[0], { fault, line: rules.line(changed[1]) }, 'must-live');
  // The base agreed, and the change is one that the policy names.
  return mutant && { ...mutant, proof: 'within' };
}

/** What is never compared: the words of an error, and warnings. */
function* messages({ base, reference, policy }: Specimen): Iterable<Mutant> {
  const common = { set: 'must-live', proof: 'within', gross: false, before: null, after: null } as const;
  const warned = { ...base, warnings: [...base.warnings, { category: 'UserWarning', message: 'seeded' }] };
  yield { ...common, fault: 'warning', path: '$', outcome: warned, line: 'warnings are never compared' };
  if (base.kind !== 'raised' || reference.kind !== 'raised') return;
  const error = { ...base.error, message: `${base.error.message} (other words)` };
  const line = 'messages of errors are never compared';
  yield { ...common, fault: 'error-message', path: '$.error', outcome: { ...base, error }, line };
  const classes = Object.entries(policy.errors?.classes ?? {});
  const mapped = classes.find(([, legacy]) => legacy === reference.error.class)?.[0];
  if (mapped === undefined) return;
  const renamed = { ...base, error: { ...base.error, class: mapped } };
  const by = `policy: errors.classes ${mapped} -> ${reference.error.class}`;
  yield { ...common, fault: 'mapped-error-class', path: '$.error', outcome: renamed, line: by };
}

function withField(value: Value | null, field: keyof Rules): readonly [Value, keyof Rules] | null {
  return value === null ? null : [value, field];
}

/** Anything else; inside an array only what its dtype may hold. */
function another(value: Value, inArray: boolean): Value {
  if (typeof value === 'number') return value === 17 ? 18 : 17;
  if (typeof value === 'bigint') return value === 17n ? 18n : 17n;
  if (typeof value === 'boolean') return !value;
  return inArray ? value : 'something else';
}

function reversedKeys(value: Value): Value | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value.kind !== 'map' || value.type === 'ordered' || value.entries.length < 2) return null;
  return { ...value, entries: value.entries.toReversed() };
}

/** Sets have no order; of sequences only those that the policy matches by their items or keys. */
function reversedItems(value: Value, { matched, identity }: PlaceRules): Value | null {
  if (identity) return null;
  if (matched === 'unordered' || matched === 'key') {
    const rows = rowsOf(value);
    return rows === null || rows.count < 2 ? null : rows.pick(positions(rows.count).toReversed());
  }
  const isSet = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isSet || (value.kind !== 'set' && value.kind !== 'frozenset') || value.items.length < 2) return null;
  return { ...value, items: value.items.toReversed() };
}

function otherNan(value: Value, { mode, equalNan }: PlaceRules): Value | null {
  if (typeof value !== 'number' || !Number.isNaN(value) || mode === 'bitwise' || !equalNan) return null;
  return { kind: 'nan', bits: 0x7ff8000000000001n };
}

function otherSequence(value: Value): Value | null {
  if (Array.isArray(value)) return { kind: 'tuple', items: value };
  return typeof value === 'object' && value !== null && value.kind === 'tuple' ? [...value.items] : null;
}
