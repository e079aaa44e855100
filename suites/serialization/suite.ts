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
    roundtrip: { policy: exact, generator: { version: 1, arbitrary: roundtrips }, cases: 600, labels },
    cross: { policy: exact, generator: { version: 1, arbitrary: crossings }, cases: 250, labels },
    unpickle: {
      // Which error a damaged pickle is depends on where its reader notices.
      policy: { ...exact, errors: { compare: 'any' } },
      generator: { version: 1, arbitrary: pickles },
      cases: 600,
      labels,
    },
    failure: { policy: exact, generator: { version: 1, arbitrary: failures }, cases: 300, labels },
  },
});
