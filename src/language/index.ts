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
 */

export type * from "./checked-model.ts";
export { check } from "./checker/check.ts";
export { format } from "./format.ts";
export { grammar } from "./grammar.ts";
export { readModelText } from "./model-text.ts";
export { asciiName, canonicalName } from "./names.ts";
export { nearestName } from "./nearest-name.ts";
export { parse } from "./parser.ts";
export { printDistribution, printExpression } from "./print-expression.ts";
export type { Place, Problem, Span } from "./problem.ts";
export { renderProblem } from "./render-problem.ts";
export type * from "./syntax.ts";
