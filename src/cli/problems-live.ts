/** Problems of what is watched and browsed: HP0730 to HP0739. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** Neither a file nor a folder in which one could come. */
export const nothingToWatch = (word: string): Problem =>
  problem("HP0730", nowhere, [
    `there is no \`${word}\`, and no folder in which it could come to be`,
    'name the folder in which chains are written, as `--watch results`, or their files, as `--watch "results/fit_*.csv"`',
  ]);

export const notWatched = (word: string, reason: string): Problem =>
  problem("HP0731", nowhere, [
    `\`${word}\` cannot be watched: ${reason}`,
    "CmdStan CSV files and run folders grow while chains are made; read anything else without `--watch`",
  ]);

export const onlyWhenWatching = (flag: string): Problem =>
  problem("HP0732", nowhere, [
    `\`${flag}\` says how chains are watched, and nothing is`,
    "add `--watch`, or leave it out",
  ]);

export const nothingToBrowse = (folder: string): Problem =>
  problem("HP0733", nowhere, [
    `\`${folder}\` is no folder in which runs could be`,
    "name a folder that is there, or none for the one that you are in",
  ]);
