import { describe, expect, it } from 'vitest';
import { askForFlags } from './init-questions.ts';

const asking = (...answers: string[]) => {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? null;
  };
  return { asked, ask };
};

describe('askForFlags()', () => {
  it('asks for both sides and for what they take', async () => {
    const { ask, asked } = asking('python:./a.py:f', '', 'module:./b.ts#f', 'numbr', 'number, text');
    expect(await askForFlags({}, ask)).toEqual({
      legacy: 'python:./a.py:f',
      modern: 'module:./b.ts#f',
      takes: ['number', 'text'],
    });
    expect(asked).toHaveLength(5);
  });

  it('asks little: an empty answer is the example, and what flags say is not asked', async () => {
    expect(await askForFlags({}, asking('').ask)).toEqual({});
    expect(await askForFlags({}, asking().ask)).toEqual({});
    const { ask, asked } = asking('');
    const flags = { legacy: 'a', modern: 'b' };
    expect(await askForFlags(flags, ask)).toEqual({ ...flags, takes: ['number'] });
    expect(asked).toHaveLength(1);
  });
});
