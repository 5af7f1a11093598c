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

/** Of results that rest on draws: whether these can be trusted is told by the exit code, too, unless it is asked to be lenient. */
export function codeOfVerdict(verdict: "good" | "failed", isLenient: boolean | undefined): ExitCode {
  return verdict === "good" || isLenient === true ? exitCodes.good : exitCodes.diagnosis;
}
