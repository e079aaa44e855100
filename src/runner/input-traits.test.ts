import { expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { lookAt } from './input-traits.ts';

it('looks at a graph of few objects and endless paths once', () => {
  const graph: Value[] = [];
  for (let i = 0; i < 10; i++) graph.push(graph);
  graph.push(float64Array([0.002, 5]));
  expect(lookAt([graph, graph])).toEqual({
    dtypes: new Set(['float64']),
    size: '2-9',
    magnitudes: new Set(['1e-3', '1e0']),
  });
});
