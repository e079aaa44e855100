import { expect, it } from 'vitest';
import type { Value } from '../value/value.ts';
import { textLabels } from './text-labels.ts';

it('names the marks that strings hold, wherever they stand', () => {
  const list: Value[] = ['a/b', 1n];
  list.push(list);
  const map: Value = { kind: 'map', type: 'dict', entries: [['k k', '\n']] };
  expect(textLabels({ args: ['plain9', list, map], kwargs: { x: '🙂' } })).toEqual([
    'holds " "',
    'holds "/"',
    'holds a control character',
    'holds what is beyond ASCII',
  ]);
  expect(textLabels({ args: [1.5, null, 'abc'], kwargs: {} })).toEqual([]);
});
