/** What is wrong with a model and the data that a comment of it names, `# data: yields.csv`. */

import { basename, dirname, join } from "node:path";
import type { Column } from "../../language/checked-model.ts";
import type { TextProblem } from "../../language-service/index.ts";
import type { Problem, Span } from "../../problems/problem.ts";
import { isServer } from "../../sources/source-name.ts";

const comment = /^[ \t]*#[ \t]*data:[ \t]*(?:([\p{L}_][\p{L}\p{M}\p{N}_:]*)=)?(\S.*?)[ \t]*$/gmu;

interface NamedFile {
  /** The factor whose columns the table has, or the matrix; null for the main table. */
  readonly of: string | null;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The files that comments of the text name, as seen from the folder of the model. */
function namedFiles(text: string, folder: string): readonly NamedFile[] {
  return [...text.matchAll(comment)].map((match) => {
    const start = match.index + match[0].indexOf("#");
    const end = match.index + match[0].trimEnd().length;
    return {
      of: match[1] ?? null,
      path: isServer(match[2]!) ? match[2]! : join(folder, match[2]!),
      start,
      end,
    };
  });
}

/** Of a text without errors: what `check --data` tells beyond what the text alone tells. Empty where no comment names a main table. */
export async function dataProblemsOf(text: string, file: string): Promise<readonly TextProblem[]> {
  const files = namedFiles(text, dirname(file));
  const main = files.find(({ of }) => of === null);
  if (main === undefined) return [];
  const { parseModel } = await import("../../api/model.ts");
  const { bindData } = await import("../../api/bind-data.ts");
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { readTable } = await import("../../sources/read-table.ts");
  const groups = Object.fromEntries(files.flatMap(({ of, path }) => (of === null ? [] : [[of, path]])));
  let columns: readonly Column[] = [];
  const placed = (problems: readonly Problem[]) =>
    problems.map((problem) => placedProblem(problem, text, placeOf(problem, columns) ?? main));
  try {
    const model = parseModel(text, file);
    columns = model.checked.columns;
    const bound = await bindData(model, { data: main.path, groups }, { readFile: readTable, isPath: true });
    return placed(bound.problems);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return placed(error.told);
  }
}

/** In the text: where the problem is, or the declaration of the column that it is of; null where it has no place there. */
function placeOf({ place }: Problem, columns: readonly Column[]): Span | null {
  if (place.kind === "model") return place.span;
  const column = place.kind === "data" ? place.column : null;
  return (
    columns.find(({ from, name }) => column !== null && (from === column || name === column))?.span ?? null
  );
}

/** At its place in the text; what is wrong with a file begins with its name. */
function placedProblem(
  { code, severity, message, hint, place }: Problem,
  text: string,
  { start, end }: Pick<Span, "start" | "end">,
): TextProblem {
  const where =
    place.kind === "data" ? `${basename(place.file)}${place.line === null ? "" : `:${place.line}`}: ` : "";
  const from = Math.min(start, text.length);
  const to = Math.min(Math.max(from, end), text.length);
  return { code, severity, message: `${where}${message}`, hint, start: from, end: to, fix: null };
}
