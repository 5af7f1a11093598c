/** What the exit code of the command line means. */

export const exitCodes = {
  good: 0,
  /** Usage, file or data problem. */
  usage: 1,
  model: 2,
  /** Sampled, but the diagnosis failed. */
  diagnosis: 3,
  /** Ctrl-C; the draws so far were saved. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
