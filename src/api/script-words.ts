/**
 * Problems in the words of a script: messages name what to write on the command line (`--method nuts`), and who calls from TypeScript
 * writes an option (`method: "nuts"`). What has no counterpart stays as it is.
 */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Problem } from "../problems/problem.ts";
import { methods, optionGroups } from "../samplers/index.ts";
import { entriesOf, pathOf } from "../samplers/options/option-group.ts";

/** The flags of samplers with the options that they stand for; of groups that share one the first. */
const samplerFlags: readonly (readonly [flag: string, path: string])[] = optionGroups
  .flatMap((group) =>
    entriesOf(group).flatMap(([name, { flag }]) => {
      const [, long] = /^--([a-z-]+)/.exec(flag?.syntax ?? "") ?? [];
      return long === undefined ? [] : [[long, pathOf(group, name)] as const];
    }),
  )
  .reverse();

/** Options whose names are not those of their flags, in other letters. */
const namesOf: Readonly<Record<string, string>> = {
  set: "constants",
  checkpoint: "checkpointSeconds",
  ...Object.fromEntries(samplerFlags),
};

/** Flags that say yes, or no. */
const saying: Readonly<Record<string, string>> = {
  "drop-missing": "dropMissing: true",
  force: "force: true",
  "exact-draws": "exactDraws: true",
  ...Object.fromEntries(
    samplerFlags.filter(([flag]) => flag.startsWith("no-")).map(([flag, path]) => [flag, `${path}: false`]),
  ),
};

/** Flags that only the command line has. */
const others = new Set(["plot", "help", "json", "digits", "prob", "style", "lenient"]);

/** Options that take several, whose flags are repeated or have commas. */
const lists = new Set(["groups", "replicates", "levels", "between", "within", "told"]);

const flag = /`--([a-z]+(?:-[a-z]+)*)(?: ([^`]+))?`/g;
/** As some texts have them; a value is told from the text that goes on if it is a number, a method or a path. */
const bareFlag = new RegExp(
  `(?<![\`\\w-])--([a-z]+(?:-[a-z]+)*)(?: (\\d+|(?:${methods.join("|")})\\b|[^\\s,;\`]*[./][^\\s,;\`]*))?`,
  "g",
);
const fitWith = /`(?:hyperprior )?fit --([a-z-]+) ([^`]+)`/g;
const resuming = /`hyperprior resume ([^` ]+)(?: --draws N)?`/g;

/** The same problem for a reader who writes TypeScript. */
export function inScriptWords(problem: Problem): Problem {
  return { ...problem, message: translate(problem.message), hint: translate(problem.hint) };
}

/** The same verdict for such a reader: what is to be done is said in options. */
export function diagnosisInScriptWords(diagnosis: Diagnosis): Diagnosis {
  const inOptions = <Found extends { readonly remedy: string }>(found: Found): Found => ({
    ...found,
    remedy: translate(found.remedy),
  });
  return { ...diagnosis, problems: diagnosis.problems.map(inOptions), notes: diagnosis.notes.map(inOptions) };
}

function translate(text: string): string {
  return text
    .replace(resuming, (found, run: string) => {
      const options = found.includes("--draws") ? ", { draws: N }" : "";
      return run === "RUN" ? `\`resume(run${options})\`` : `\`resume("${run}"${options})\``;
    })
    .replace(fitWith, "`--$1 $2`")
    .replace(flag, renameFlag)
    .replace(bareFlag, renameFlag);
}

function renameFlag(found: string, name: string, value: string | undefined): string {
  return others.has(name) ? found : `\`${optionOf(name, value)}\``;
}

function optionOf(name: string, value: string | undefined): string {
  if (Object.hasOwn(saying, name)) return saying[name]!;
  const option = namesOf[name] ?? name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (value === undefined) return option;
  const [, key, given] = /^([^=]+)=(.*)$/.exec(value) ?? [];
  if (name === "set" && key !== undefined) return `constants: { ${key}: ${given} }`;
  if (name === "data" && key !== undefined) return `groups: { ${key}: ${given} }`;
  if (lists.has(name)) return `${option}: [${value.replaceAll(/,(?=\d)/g, ", ")}]`;
  if (name === "truth") return `truth: { ${value.replaceAll('"', "").replaceAll(" =", ":")} }`;
  if (name === "na") return `na: [${value}]`;
  // What stands for a value, numbers, and what is in quotes already.
  if (/^[A-Z]+$/.test(value) || /^[\d.]+$/.test(value) || /^".*"$/.test(value)) return `${option}: ${value}`;
  return `${option}: ${JSON.stringify(value)}`;
}
