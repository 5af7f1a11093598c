/** The outlook of a study's designs in words: a design by its numbers, what is recommended, and what the numbers rest on. */

import type { DesignStudy, StudyPlan } from "../posterior/study-design.ts";
import { type DigitsOptions, formatWithError } from "./digits.ts";
import { methodWords } from "./kernel-words.ts";

/** `12 batch × 5 replicates`, `10 batch × 3 cask × 2 replicates`. */
export function nameDesign({ levels, replicates, rows }: StudyPlan): string {
  const parts = levels.map(({ factor, count }) => `${count} ${factor}`);
  if (levels.length === 0) return `${rows} rows`;
  const own =
    replicates === null ? "rows as copied" : `${replicates} ${replicates === 1 ? "replicate" : "replicates"}`;
  return [...parts, own].join(" × ");
}

/** A number and its Monte Carlo standard error, which is left out where there is none. */
export function withError(
  { value, error }: { readonly value: number; readonly error: number },
  options: DigitsOptions,
): string {
  const [text, own] = formatWithError(value, error, options);
  return Number.isFinite(error) ? `${text} ± ${own}` : text;
}

/** Which design is best, and which cannot be told from it; null where nothing is recommended. */
export function describeRecommendation(study: DesignStudy, options: DigitsOptions = {}): string | null {
  const { recommendation, designs, studies } = study;
  if (recommendation === null) return null;
  const { target, aim, best, near } = recommendation;
  const chosen = designs[best]!;
  const size = chosen.levels.length === 0 ? "" : ` (${chosen.rows} rows${costOf(chosen)})`;
  const reached =
    aim === "told"
      ? `${withError(chosen.told[0]!.share, options)} of the studies tell it at ${chosen.told[0]!.level}`
      : `expected posterior sd ${withError(chosen.quantities.find(({ name }) => name === target)!.sd, options)}`;
  const others = near.map((d) => nameDesign(designs[d]!));
  const equals = others.length === 0 ? "" : `; ${studies} studies cannot tell it from ${others.join(", ")}`;
  const named = `\`${target}\``;
  const goal = aim === "told" ? `telling ${named}` : named;
  return `for ${goal} the best is ${nameDesign(chosen)}${size}: ${reached}${equals}`;
}

function costOf({ cost }: StudyPlan): string {
  return cost === null ? "" : `, cost ${Number(cost.toPrecision(6))}`;
}

/** What the numbers rest on. */
export function describeStudies(study: DesignStudy): string {
  const { designs, studies, seed, fits, truth } = study;
  const [{ levels } = { levels: [] }] = designs;
  const stated = Object.entries(truth.stated).map(([name, value]) => `${name} = ${wordsOf(value)}`);
  const drawn = truth.from === "run" ? "the draws of the run" : "the priors";
  const from = stated.length === 0 ? drawn : `${stated.join(", ")}, the rest from ${drawn}`;
  const fresh =
    levels.length === 0
      ? ""
      : `; levels of ${levels.map(({ factor }) => factor).join(", ")} are new in each study`;
  const by = fits.map(({ method, kernel }) => methodWords(method, kernel)).join(", ");
  const of = designs.length === 1 ? "" : ` of each of ${designs.length} designs`;
  return `${studies} ${studies === 1 ? "study" : "studies"}${of}, seed ${seed}, fitted by ${by || "nothing"}; truths: ${from}${fresh}; ± is the Monte Carlo standard error`;
}

function wordsOf(value: number | ArrayLike<number>): string {
  return typeof value === "number" ? String(value) : `[${Array.from(value).join(", ")}]`;
}

/** What else must be known to read the result, sentence by sentence. */
export function designNotes(study: DesignStudy): string[] {
  const { designs, studies, requested, brokenRules, rejected } = study;
  const notes: string[] = [];
  if (study.isInterrupted) notes.push(`interrupted after ${studies} of ${requested} studies`);
  const failed = designs.reduce((sum, one) => sum + one.failedFits, 0);
  const fits = studies * designs.length;
  const rules = Object.entries(brokenRules).map(([rule, count]) => `${rule} ${count}`);
  if (failed > 0)
    notes.push(
      `${failed} of ${fits} fits failed their diagnosis (${rules.join(", ")}); they count like the others`,
    );
  const notBegun = designs.reduce((sum, one) => sum + one.notBegun, 0);
  if (notBegun > 0) notes.push(`${notBegun} fits found no point to begin at, and do not count`);
  if (rejected > 0) notes.push(`${rejected} data sets had values that are not finite, and were drawn anew`);
  return [...notes, ...study.notes];
}
