import { describe, expect, it } from 'vitest';
import { daysAfter, daysUntil } from './days.ts';

describe('days between UTC dates', () => {
  it('counts over months, leap days and years, both ways', () => {
    expect(daysUntil('2026-11-20', '2026-11-20')).toBe(0);
    expect(daysUntil('2026-11-20', '2027-01-01')).toBe(42);
    expect(daysUntil('2028-03-01', '2028-02-28')).toBe(-2);
    expect(daysAfter('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysAfter('2026-11-20', -20)).toBe('2026-10-31');
  });
});
