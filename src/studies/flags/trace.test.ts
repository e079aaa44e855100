import { describe, expect, it } from 'vitest';
import { type CodePlace, compareTraces, type Trace } from './trace.ts';

const place = (name: string, kind: CodePlace['kind'] = 'function', within = name): CodePlace => ({
  ...{ kind, name, within },
  ...{ file: 'fit.py', line: 1 },
});
const keyed = (places: readonly CodePlace[]) =>
  new Map(places.map((one) => [one.kind === 'function' ? one.within : `${one.within} ${one.name}`, one]));
const trace = (
  ran: readonly CodePlace[],
  passedOver: readonly CodePlace[] = [],
  loaded: readonly string[] = [],
): Trace => ({
  ...{ ran: keyed(ran), passedOver: keyed(passedOver) },
  ...{ loaded: new Set(loaded), complete: true },
});
const names = (places: readonly CodePlace[]) => places.map(({ name }) => name);

describe('compareTraces', () => {
  it('counts only what all starts with one value ran and none with the other', () => {
    const [fit, cache, jax] = [place('fit'), place('cache'), place('jax')];
    const found = compareTraces([trace([fit, jax, cache]), trace([fit, jax])], [trace([fit]), trace([fit])]);
    expect(names(found.onlyOn)).toEqual(['jax']);
    expect(found.onlyOff).toEqual([]);
    const seen = compareTraces([trace([fit, jax]), trace([fit, jax])], [trace([fit]), trace([fit, jax])]);
    expect(seen.onlyOn).toEqual([]);
  });

  it('takes a block that one value passes over for one that the other reaches, in functions that ran with both', () => {
    const [fit, jax] = [place('fit'), place('jax')];
    const inFit = place('then', 'block', 'fit');
    const on = trace([fit, jax], [place('inner', 'block', 'jax')]);
    const off = trace([fit], [inFit]);
    const found = compareTraces([on, on], [off, off]);
    expect(names(found.onlyOn)).toEqual(['jax', 'then']);
    expect(found.onlyOff).toEqual([]);
  });

  it('tells a side of its own code before that of libraries', () => {
    const numpy = { ...place('dot'), file: '/env/lib/python3.11/site-packages/numpy/a.py' };
    const on = trace([numpy, place('compiled', 'native'), { ...place('own'), file: '/home/zoe/z.py' }]);
    const found = compareTraces([on, on], [trace([]), trace([])]);
    expect(names(found.onlyOn)[0]).toBe('own');
  });

  it('leaves out the lines of a function that is told itself, and tells what was loaded apart', () => {
    const on = trace([place('jax'), place('line', 'line', 'jax')], [], ['jaxlib']);
    const off = trace([place('scipy')]);
    const found = compareTraces([on, on], [off, off]);
    expect({ ...found, onlyOn: names(found.onlyOn), onlyOff: names(found.onlyOff) }).toEqual({
      ...{ onlyOn: ['jax'], onlyOff: ['scipy'] },
      ...{ loadedOn: ['jaxlib'], loadedOff: [] },
    });
  });
});
