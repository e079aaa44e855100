import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fifo } from './fifo.ts';

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant('push' as const) },
  { weight: 4, arbitrary: fc.constant('shift' as const) },
  { weight: 1, arbitrary: fc.nat(200).map((index) => ({ index })) },
);

it('is an array that is pushed and shifted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600, size: 'max' }), (steps) => {
      const fifo = new Fifo<number>();
      const array: number[] = [];
      let next = 0;
      for (const one of steps) {
        if (one === 'push') {
          fifo.push(next);
          array.push(next++);
        } else if (one === 'shift') expect(fifo.shift()).toBe(array.shift());
        else {
          expect(fifo.at(one.index)).toBe(array[one.index]);
          if (one.index < array.length) expect(fifo.removeAt(one.index)).toBe(array.splice(one.index, 1)[0]);
        }
        expect(fifo.length).toBe(array.length);
      }
      expect(fifo.removeAll()).toEqual(array);
      expect(fifo.length).toBe(0);
      expect(fifo.shift()).toBeUndefined();
    }),
  );
});

it('does not hold what was taken out', async () => {
  const fifo = new Fifo<object>();
  const weak = new WeakRef<object>({});
  fifo.push(weak.deref()!);
  fifo.push({});
  fifo.shift();
  await new Promise((resolve) => setTimeout(resolve, 0));
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  expect(weak.deref()).toBeUndefined();
  expect(fifo.length).toBe(1);
});
