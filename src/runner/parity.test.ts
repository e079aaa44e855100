import { describe, expect, it } from 'vitest';
import { movedPackages, parityOf } from './parity.ts';
import type { ImplementationReport } from './report.ts';

const side = { code: 'c', function: null, environment: 'e' };
const report = (languageVersion: string, packages: Record<string, string>) =>
  ({ language: 'Python', languageVersion, packages }) as unknown as ImplementationReport;

describe('parity', () => {
  it('is upgrade for one source in two environments, switch for one under other variables, none for two sources', () => {
    expect(parityOf(side, { ...side, environment: 'f' })).toBe('upgrade');
    expect(parityOf(side, side)).toBe('switch');
    expect(parityOf(side, { ...side, code: 'd' })).toBeNull();
    expect(parityOf(side, { ...side, function: 'other' })).toBeNull();
  });

  it('names what moved', () => {
    expect(
      movedPackages(
        report('3.11.7', { numpy: '2.2.6', six: '1' }),
        report('3.12.1', { numpy: '2.4.6', six: '1', new: '2' }),
      ),
    ).toEqual(['Python 3.11.7 -> 3.12.1', 'new none -> 2', 'numpy 2.2.6 -> 2.4.6']);
  });
});
