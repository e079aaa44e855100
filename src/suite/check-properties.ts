import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { checkPolicy } from '../compare/check-policy.ts';
import { parseAddress } from '../implementations/address.ts';
import { type Check, callable, each, flag, isObject, listOf, oneOf, problem, recordOf, shape, text } from './shape.ts';

const argument: Check = (value, at, problems) => {
  const fits = typeof value === 'string' ? value !== '' : Number.isSafeInteger(value) && (value as number) >= 0;
  if (!fits) problem(problems, at, 'wanted the position of an argument, from 0, or the name of a named one');
};

const policy: Check = (value, at, problems) => {
  for (const sentence of checkPolicy(value)) problem(problems, at, sentence);
};

const common = { policy, when: callable };

const two: Check = (value, at, problems) => {
  if ((value as unknown[]).length !== 2) problem(problems, at, 'wanted two arguments');
};

const customName = { pattern: /^[^\s"]{1,60}$/, words: 'a name of a property: up to 60 characters without spaces' };
const taken = ['idempotent', 'symmetric', 'monotone', 'roundTrip'];

const free: Check = (value, at, problems) => {
  for (const name of Object.keys(value as object)) {
    if (taken.includes(name)) problem(problems, at, `"${name}" is the name of a property that Vernier knows`);
  }
};

/** Checks the `properties` of a subject. */
export const properties: Check = each(
  shape({
    idempotent: shape({ ...common, argument }),
    symmetric: shape({ ...common, arguments: each(listOf(argument), two) }),
    monotone: shape({ ...common, argument, direction: oneOf('increasing', 'decreasing'), strict: flag }, ['argument']),
    roundTrip: shape({ ...common, inverse: text, argument }, ['inverse']),
    custom: each(recordOf(customName, callable), free),
    legacy: flag,
  }),
  (value, at, problems) => {
    const { legacy: _, ...declared } = value as Record<string, unknown>;
    const none = Object.keys(declared).length === 0 || (Object.keys(declared).join() === 'custom' && isEmpty(declared));
    if (none) problem(problems, at, 'no property is declared; leave it out, or say what must hold');
  },
);

const isEmpty = ({ custom }: Record<string, unknown>) => isObject(custom) && Object.keys(custom).length === 0;

/** What ties the subjects of a suite together: inverses that are there, and a legacy where one is wanted. */
export function checkOneSided(definition: Record<string, unknown>, problems: string[]): void {
  const named = isObject(definition.subjects) ? Object.entries(definition.subjects) : [];
  const subjects = named.filter((one): one is [string, Record<string, unknown>] => isObject(one[1]));
  const asks = subjects.length === 0 || subjects.some(([, { compare }]) => compare !== false);
  if (definition.legacy === undefined && asks) {
    problem(problems, '', 'the key "legacy" is missing; only where all subjects say compare: false may it be left out');
  }
  for (const [name, subject] of subjects) {
    const declared = isObject(subject.properties) ? subject.properties : null;
    const at = `subjects.${name}`;
    const inverse = isObject(declared?.roundTrip) ? declared.roundTrip.inverse : undefined;
    if (typeof inverse === 'string' && !named.some(([other]) => other === inverse)) {
      const hint = knownWords(
        inverse,
        named.map(([other]) => other),
      );
      problem(problems, `${at}.properties.roundTrip.inverse`, `no subject is called ${JSON.stringify(inverse)}${hint}`);
    }
    const fixed = typeof inverse === 'string' && inverse !== name ? fixedTo(definition.moderns) : null;
    if (fixed !== null) {
      const words = `modern "${fixed}" names one function in its address, which would answer for the inverse, too; name the file alone`;
      problem(problems, `${at}.properties.roundTrip.inverse`, words);
    }
    if (subject.compare === false && declared === null) {
      problem(problems, `${at}.compare`, 'what is compared with nothing needs "properties": nothing else could fail');
    }
    if (definition.legacy === undefined && !asks && declared?.legacy === true) {
      problem(problems, `${at}.properties.legacy`, 'this suite has no "legacy" that could be asked');
    }
  }
}

/** The first modern whose address names a function: whatever subject is asked for, it is that one. */
function fixedTo(moderns: unknown): string | null {
  if (!isObject(moderns)) return null;
  const names = Object.entries(moderns).find(([, one]) => isObject(one) && namesFunction(one.address));
  return names?.[0] ?? null;
}

function namesFunction(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  try {
    const address = parseAddress(text, '/');
    return 'function' in address && address.function !== null;
  } catch (error) {
    // Whoever checks addresses says what is wrong with it.
    if (error instanceof SetupError) return false;
    throw error;
  }
}
