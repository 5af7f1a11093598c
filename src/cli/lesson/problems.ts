/** Problems of `lesson`: HP1050 to HP1053. */

import { nowhere, problem } from "../../problems/make-problem.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";

export const unknownLesson = (name: string, known: readonly string[]): Problem => {
  const nearest = nearestName(name, known);
  const instead =
    nearest === null
      ? `there are ${known.map((one) => `\`${one}\``).join(", ")}`
      : `did you mean \`${nearest}\`?`;
  return problem("HP1050", nowhere, [`there is no lesson \`${name}\``, instead]);
};

export const unknownLanguage = (language: string, known: readonly string[]): Problem =>
  problem("HP1051", nowhere, [
    `the lessons are not in the language \`${language}\``,
    `they are in ${known.map((one) => `\`${one}\``).join(" and ")}`,
  ]);

/** `code` is the system's: EADDRINUSE. */
export const noPort = (port: number, code: string): Problem =>
  problem("HP1052", nowhere, [
    `port ${port} cannot be had for the lessons (${code === "EADDRINUSE" ? "another program has it" : code})`,
    "leave `--port` out for one that is free, or name another",
  ]);

export const lessonOptionUnused = (option: string, reason: string): Problem =>
  problem("HP1053", nowhere, [`\`${option}\` ${reason}`, "leave it out"]);
