/** Exit codes of every command, by precedence. */
export const exitCodes = {
  interrupted: 130,
  internal: 70,
  setup: 2,
  red: 1,
  inconclusive: 3,
  pass: 0,
} as const;

export const exitCodeHelp = `Exit codes:
  0    pass: every result is green
  1    drift, or any other red result
  2    the command, a suite or the set-up is wrong
  3    inconclusive: nothing or too little was compared
  70   a fault of Vernier itself
  130  interrupted`;
