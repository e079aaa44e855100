import type { SuiteDefinition } from './suite.ts';

/** The address of a legacy that is gone: the golden vectors answer for it. */
export const goldenAddress = 'golden:';

/** Whether legacy is gone, so that only golden vectors can be compared. */
export function isRetired({ legacy }: Pick<SuiteDefinition, 'legacy'>): boolean {
  return legacy?.address.trim() === goldenAddress;
}
