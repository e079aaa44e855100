import type { Step } from '../../compare/difference.ts';
import { ownRules, type Policy, type Rules } from '../../compare/policy.ts';

/** What a policy says about one place, read from the policy itself and not through the comparator. */
export interface PlaceRules
  extends Required<Pick<Rules, 'mode' | 'rtol' | 'atol' | 'ulp' | 'equalNan' | 'signedZero'>> {
  readonly types: NonNullable<Rules['types']>;
  readonly complex: NonNullable<Rules['complex']>;
  readonly norm: NonNullable<Rules['norm']>;
  readonly ignore: boolean;
  readonly keyOrder: boolean;
  readonly identity: boolean;
  readonly normalises: boolean;
  /** The container at this very place is matched: by any order, by keys, or as labels. */
  readonly matched: 'unordered' | 'key' | 'labels' | null;
  /** The container at this very place is the answer of an optimizer. */
  readonly optimum: Rules['optimum'];
  /** The line of the policy that sets a field, as people would find it: `paths "/rows/*": rtol 1e-6`. */
  line(...fields: readonly (keyof Rules)[]): string;
}

const defaults = {
  mode: 'value',
  rtol: 0,
  atol: 0,
  ulp: 0,
  equalNan: true,
  signedZero: false,
  types: 'compatible',
  complex: 'modulus',
  norm: 'max',
  ignore: false,
  keyOrder: false,
  identity: false,
} as const;

interface Layer {
  readonly name: string;
  readonly rules: Rules;
  /** The place itself, so that what is about one container counts too. */
  readonly here: boolean;
}

/** @param steps From the returned value. */
export function rulesAt(policy: Policy, steps: readonly Step[]): PlaceRules {
  const layers: Layer[] = [{ name: 'policy', rules: policy, here: steps.length === 0 }];
  for (const rules of policy.paths ?? []) {
    const pattern = segmentsOf(rules.path);
    const here = fits(pattern, steps);
    const above = here || steps.some((_, length) => fits(pattern, steps.slice(0, length)));
    if (above) layers.push({ name: `paths ${JSON.stringify(rules.path)}`, rules, here });
  }
  const sets = (field: keyof Rules) =>
    layers.findLast(({ rules, here }) => rules[field] !== undefined && (here || !isOwn(field)));
  const get = <K extends keyof Rules>(field: K): Rules[K] | undefined => sets(field)?.rules[field];
  const mode = get('mode') ?? defaults.mode;
  return {
    ...defaults,
    ...Object.fromEntries(Object.keys(defaults).flatMap((field) => entry(field, get(field as keyof Rules)))),
    mode,
    types: mode === 'bitwise' ? 'strict' : (get('types') ?? defaults.types),
    normalises: (get('normalise') ?? []).length > 0,
    matched: matchedBy(get('unordered'), get('key'), get('labels')),
    optimum: get('optimum') ?? null,
    line: (...fields) => fields.map((field) => lineOf(field, sets(field), get(field))).join(', '),
  };
}

const entry = (field: string, value: unknown) => (value === undefined ? [] : [[field, value] as const]);
const isOwn = (field: keyof Rules) => (ownRules as readonly string[]).includes(field);

function matchedBy(unordered: boolean | undefined, key: string | undefined, labels: Rules['labels']) {
  if (labels === 'permutation') return 'labels';
  if (key !== undefined && key !== '') return 'key';
  return unordered === true ? 'unordered' : null;
}

function lineOf(field: keyof Rules, layer: Layer | undefined, value: unknown): string {
  const shown = value ?? (defaults as Readonly<Record<string, unknown>>)[field];
  const text = typeof shown === 'object' ? JSON.stringify(shown) : String(shown);
  return `${layer?.name ?? 'default'}: ${field} ${text}`;
}

/** A pattern in its parts; null is `*`, undefined `**`. */
function segmentsOf(pattern: string): (string | null | undefined)[] {
  if (pattern === '') return [];
  return pattern
    .slice(1)
    .split('/')
    .map((part) => {
      if (part === '**') return undefined;
      return part === '*' ? null : part.replaceAll('~1', '/').replaceAll('~0', '~');
    });
}

function fits(pattern: readonly (string | null | undefined)[], steps: readonly Step[]): boolean {
  if (pattern.length === 0) return steps.length === 0;
  const [first, ...rest] = pattern;
  if (first === undefined) return fits(rest, steps) || (steps.length > 0 && fits(pattern, steps.slice(1)));
  return steps.length > 0 && (first === null || first === String(steps[0])) && fits(rest, steps.slice(1));
}
