/** The name under which two implementations without a suite are compared; no suite may have it. */
export const noSuite = 'compare';

/** Names of suites, subjects, implementations: parts of paths, of patterns and of addresses on the command line. */
export const namePattern = {
  pattern: /^[A-Za-z][A-Za-z0-9._-]{0,63}$/,
  words: 'a name: up to 64 letters, digits and . _ - were wanted, a letter first',
} as const;
