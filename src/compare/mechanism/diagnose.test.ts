import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import { faults } from './faults.test-data.ts';

describe('diagnose', () => {
  it('has at least 30 kinds of fault to tell apart', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
  });

  it.each(faults)('takes $fault for $name', ({ legacy, modern, inputs, name }) => {
    const found = diagnose(legacy, modern, inputs === undefined ? {} : { inputs });
    if (process.env.VERNIER_SHOW) console.log(name, found);
    expect(found?.name ?? null).toBe(name);
    expect(found?.test).toMatch(/\d|equal/);
    expect(found?.meaning).toMatch(/\.$/);
  });
});
