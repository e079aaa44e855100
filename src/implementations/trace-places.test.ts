import { describe, expect, it } from 'vitest';
import { tracePlaces } from './trace-places.ts';

describe('the places of a trace', () => {
  it('are those of the implementation, innermost first', () => {
    const trace = [
      'Traceback (most recent call last):',
      '  File "/v/dist/drivers/python/vernier_driver.py", line 1335, in hello',
      '    self.subjects = Subjects(options)',
      '  File "<frozen importlib._bootstrap>", line 1204, in _gcd_import',
      '  File "/p/legacy.py", line 3, in <module>',
      '    import old',
      '  File "/p/old.py", line 7, in <module>',
      "ModuleNotFoundError: No module named 'older'",
    ].join('\n');
    expect(tracePlaces(trace)).toBe('/p/old.py:7, /p/legacy.py:3');
  });

  it('are read from Node too', () => {
    const trace = [
      'Error: no',
      '    at load (file:///p/modern.ts:12:9)',
      '    at /p/other.ts:4:1',
      '    at node:internal/modules/run_main:117:5',
      '    at Subjects.open (file:///v/dist/drivers/node/subjects.js:40:3)',
    ].join('\n');
    expect(tracePlaces(trace)).toBe('/p/modern.ts:12, /p/other.ts:4');
  });

  it('are none where the driver alone speaks', () => {
    expect(tracePlaces('  File "/v/dist/drivers/python/vernier_driver.py", line 1, in hello')).toBe('');
  });
});
