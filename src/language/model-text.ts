/** A model's text, read and checked in one go. */

import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import type { CheckedModel } from "./checked-model.ts";
import { check } from "./checker/check.ts";
import { capped, lineOf, type Parsed, parse } from "./parser.ts";
import { emptyModel } from "./problems.ts";
import type { SyntaxTree } from "./syntax.ts";

/** Whether what a model is called is the formula that it was written for, and not the name of a file. */
export function isFormula(text: string): boolean {
  return text.includes("~") && !text.endsWith(".model");
}

/** `model` is null exactly if one of the problems is an error; problems stand in the order of the text. */
export function readModelText(
  source: string,
  file = "<model>",
): { readonly tree: SyntaxTree; readonly model: CheckedModel | null; readonly problems: readonly Problem[] } {
  const parsed = parse(source);
  const { tree, problems: unread } = parsed;
  const checked = check(tree, file, parsed.lost);
  if (unread.length === 0) return { tree, model: checked.model, problems: checked.problems };
  const news = checked.problems.filter((problem) => isNews(problem, parsed));
  return { tree, model: null, problems: capped([...unread, ...news]) };
}

/** Whether a problem of the tree is one of the text too, and does not come of what could not be read. */
function isNews(problem: Problem, parsed: Parsed): boolean {
  if (problem.severity === "warning" || isProblem(emptyModel, problem)) return false;
  return !parsed.repairedLines.has(lineOf(problem));
}
