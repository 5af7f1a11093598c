/**
 * The model language: text → CheckedModel.
 *
 * ```
 * parse(source): { tree, problems }
 * check(tree, file?): { model, problems }         model is null exactly if one of the problems is an error
 * readModelText(source, file?): { tree, model, problems }
 * format(source): string                          canonical printing, comments kept
 * renderProblem(problem, source, file): string    file:line:column, line, caret, message, hint, code
 * ```
 *
 * Names are compared by `names.ts`, checked expressions printed by `print-expression.ts`; the grammar is in docs/language.md.
 */

export { renderProblem } from "../problems/render-problem.ts";
export { check } from "./checker/check.ts";
export { format } from "./format.ts";
export { readModelText } from "./model-text.ts";
export { parse } from "./parser.ts";
