/** What can stand against an export: HP0828, HP0829, HP0836 and HP0838. */

import { inFile, listed, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { describeError } from "../run/record/file-errors.ts";
import { visible } from "../text/visible.ts";

const quote = (word: string): string => `\`${visible(word)}\``;

export const exportOverOther = (path: string): Problem =>
  problem("HP0828", inFile(path), [
    `the export would replace ${quote(path)}, which is not known to be a file of this program`,
    "name another file with --out, or write --force to replace it",
  ]);

export const exportOverInput = (path: string): Problem =>
  problem("HP0829", inFile(path), [
    `the export would replace ${quote(path)}, which is read for it`,
    "name another file with --out",
  ]);

export const exportNotWritten = (path: string, error: unknown): Problem =>
  problem("HP0836", inFile(path), [
    `the export to ${quote(path)} could not be written: ${describeError(error)}; nothing was replaced`,
    "name a file in a folder that is there, that may be written to and has room, with --out",
  ]);

/** `groups` are as the schema of ArviZ calls them. */
export const groupsNotWritten = (path: string, title: string, groups: readonly string[]): Problem =>
  warning("HP0838", inFile(path), [
    `${title} holds the posterior only: ${listed(groups)} ${groups.length === 1 ? "is" : "are"} not written`,
    "write --to arviz or --to json, which hold all of the run",
  ]);
