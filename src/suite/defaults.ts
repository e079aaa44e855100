/** What a suite gets where it says nothing; see `SubjectDefinition`, `ImplementationDefinition` and `Floors`. */
export const suiteDefaults = {
  cases: 1000,
  inFlight: 64,
  deadlineMs: 10_000,
  startMs: 60_000,
  memoryMb: 2048,
  /** Of the cases asked for. */
  minCasesShare: 0.5,
  minReturned: 0.5,
} as const;
