/** Problems of the thresholds and settings of verdicts: HP0714–HP0719. */

import { didYouMean, inFile, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";

const example = '`{ "thresholds": { "max_rhat": 1.05, "min_ess_per_chain": 100 } }`';

export const settingsUnreadable = (path: string, reason: string): Problem =>
  problem("HP0714", inFile(path), [
    `the settings of the project could not be read: ${visible(reason)}`,
    `write it as JSON, as ${example}, or remove the file`,
  ]);

export const settingUnknown = (
  path: string,
  key: string,
  nearest: string | null,
  known: readonly string[],
): Problem =>
  problem("HP0715", inFile(path), [
    `no setting is called \`${visible(key)}\``,
    didYouMean(nearest, `there ${known.length === 1 ? "is" : "are"} ${listed(known)}`),
  ]);

export const settingWrong = (path: string, key: string, expected: string, found: string): Problem =>
  problem("HP0716", inFile(path), [
    `\`${visible(key)}\` is ${visible(found)}, and ${expected} was wanted`,
    `correct it, as in ${example}`,
  ]);

export const superchainsUneven = (superchains: number, chainCount: number): Problem =>
  problem("HP0717", nowhere, [
    `--superchains ${superchains} does not divide the ${chainCount} chains into superchains of equal size, two at least`,
    chainCount < 2
      ? "leave the option out: nested R-hat compares chains, and there is one"
      : `name a number that does: ${divisors(chainCount).map(String).join(", ")}`,
  ]);

function divisors(count: number): number[] {
  return Array.from({ length: count - 1 }, (_, i) => i + 2).filter((one) => count % one === 0);
}
