import { defineSuite, type Policy } from 'vernier';
import { crossings, failures, pickles, roundtrips } from './generate/inputs.ts';
import { labels } from './labels.ts';

/** Nothing is tolerated: what is saved is the same when it is loaded, with types, dtypes, order and sharing. */
const exact: Policy = { types: 'strict', signedZero: true, keyOrder: true, identity: true };

export default defineSuite({
  name: 'serialization',
  title: "RepTate's data files: pickle beside JSON and NPZ, in two languages",
  legacy: { address: 'python:./legacy.py', requirements: 'requirements/legacy.txt' },
  moderns: {
    python: {
      address: 'python:./modern.py',
      requirements: 'requirements/python.txt',
      env: { VERNIER_NODE: process.execPath },
    },
    typescript: { address: 'module:./modern.ts', requirements: 'requirements/typescript.txt', values: 'tagged' },
  },
  subjects: {
    // Half of its values are such that the format refuses them: what is compared is the other half.
    roundtrip: {
      policy: exact,
      generator: { version: 1, arbitrary: roundtrips },
      cases: 400,
      labels,
      floors: { minReturned: 0.4 },
    },
    cross: { policy: exact, generator: { version: 1, arbitrary: crossings }, cases: 150, labels },
    unpickle: {
      // Which error a damaged pickle is depends on where its reader notices.
      policy: { ...exact, errors: { compare: 'any' } },
      generator: { version: 1, arbitrary: pickles },
      cases: 400,
      labels,
      floors: { minReturned: 0.35 },
    },
    // Half of its saves fail on purpose, and Python's modern then has nothing to load.
    failure: {
      policy: exact,
      generator: { version: 1, arbitrary: failures },
      cases: 200,
      labels,
      floors: { minReturned: 0.3 },
    },
  },
});
