import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressions } from '../generators/expressions.ts';
import type { Generator } from '../generators/generator.ts';
import { ndarrays } from '../generators/ndarrays.ts';
import { binary64 } from '../generators/numbers.ts';
import { identity } from '../implementations/fakes.ts';
import { Selection } from '../suite/select.ts';
import { encodeArguments } from '../value/outcome-text.ts';
import { makeJob } from './fixtures/job.ts';
import { openStream } from './property.ts';
import { runSubject } from './run-subject.ts';
import type { Shard } from './shard.ts';
import type { Work } from './subject-job.ts';
import { planWorks, type WorksPlan } from './works.ts';

const numbers: Generator = {
  version: 3,
  edges: [{ args: [0], kwargs: {} }],
  arbitrary: fc.tuple(binary64(), ndarrays({ maxLength: 4 })).map((args) => ({ args: [...args], kwargs: {} })),
};

function planOf(parts: Partial<WorksPlan> = {}, generator = numbers) {
  const offered = [{ suite: 'sample', subject: 'work', vectors: [], generates: true }];
  const [selection] = new Selection([], []).selectSubjects(offered);
  const stream = openStream(42, 'sample', 'work', generator);
  return planWorks({ labelsOf: () => [], golden: null, stream, seed: 42, cases: 300, selection: selection!, ...parts });
}

const textOf = ({ item }: Work) => JSON.stringify([item.ref, encodeArguments(item.input)]);
const rowOf = (parts: Partial<WorksPlan> = {}) => [...{ [Symbol.iterator]: () => planOf(parts).works() }].map(textOf);

describe('the generated cases of a seed', () => {
  // Whoever changes these digests changes every generated case there is: then the generator's version must rise as well.
  it('are these, for good and on every machine', () => {
    const digest = (generator: Generator) => {
      const works = [...{ [Symbol.iterator]: () => planOf({}, generator).works() }];
      return createHash('sha256').update(works.map(textOf).join('\n')).digest('hex').slice(0, 16);
    };
    expect(digest(numbers)).toMatchInlineSnapshot(`"334c6d2bc79f0bf8"`);
    expect(digest({ version: 1, arbitrary: expressions() })).toMatchInlineSnapshot(`"0213fb12bb80615d"`);
  });

  it('are the same whatever the window and the number of workers', async () => {
    const seen = async (inFlight: number) => {
      const asked: string[] = [];
      const modern = identity((input) => {
        asked.push(JSON.stringify(encodeArguments(input)));
        return 1;
      });
      const job = { ...makeJob({ legacy: identity(() => 1), modern }), inFlight };
      await runSubject(job, planOf().works(), [], { results() {}, done: () => true });
      return asked;
    };
    const alone = await seen(1);
    expect(alone).toHaveLength(300);
    expect(await seen(64)).toEqual(alone);
    expect(await seen(1000)).toEqual(alone);
  });

  it('are those of the whole run, each in one of its shards', () => {
    const shards = [1, 2, 3].map((number): Shard => ({ number, of: 3 }));
    const parts = shards.map((shard) => rowOf({ shard }));
    expect(parts.map((part) => part.length)).toEqual([100, 100, 100]);
    expect(parts.flat().sort()).toEqual(rowOf().sort());
  });

  it('end when time is up, and it is known after how many', () => {
    let asked = 0;
    const plan = planOf({ isOver: () => asked++ >= 120 });
    const works = [...{ [Symbol.iterator]: () => plan.works() }].map(textOf);
    expect(works).toEqual(rowOf().slice(0, 120));
    expect(plan.cutAfter).toBe(120);
    expect(planOf().cutAfter).toBeNull();
  });
});
