/** What is wrong with a model and the data that a comment of it names, `# data: yields.csv`. */

import { dirname, join } from "node:path";
import type { TextProblem } from "../../language-service/index.ts";
import type { Problem } from "../../problems/problem.ts";

const comment = /^[ \t]*#[ \t]*data:[ \t]*(?:([\p{L}_][\p{L}\p{M}\p{N}_:]*)=)?(\S.*?)[ \t]*$/gmu;

interface NamedFile {
  /** The factor whose columns the table has, or the matrix; null for the main table. */
  readonly of: string | null;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The files that comments of the text name, as seen from the folder of the model. */
export function namedFiles(text: string, folder: string): readonly NamedFile[] {
  return [...text.matchAll(comment)].map((match) => {
    const start = match.index + match[0].indexOf("#");
    const end = match.index + match[0].trimEnd().length;
    return { of: match[1] ?? null, path: join(folder, match[2]!), start, end };
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
  const { readCsv } = await import("../../data/read-csv.ts");
  const groups = Object.fromEntries(files.flatMap(({ of, path }) => (of === null ? [] : [[of, path]])));
  const placed = (problems: readonly Problem[]) => problems.map((one) => placedProblem(one, text, main));
  try {
    const model = parseModel(text, file);
    const bound = await bindData(model, { data: main.path, groups }, { readFile: readCsv, isPath: true });
    return placed(bound.problems);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return placed(error.told);
  }
}

/** In the text where the problem has a place there, and at the comment otherwise, with the place in the file. */
function placedProblem(problem: Problem, text: string, { start, end }: NamedFile): TextProblem {
  const { code, severity, message, hint, place } = problem;
  const told = { code, severity, hint, fix: null };
  if (place.kind === "model") {
    const from = Math.min(place.span.start, text.length);
    return { ...told, message, start: from, end: Math.min(Math.max(from, place.span.end), text.length) };
  }
  const line = place.kind === "data" && place.line !== null ? `line ${place.line}: ` : "";
  const column = place.kind === "data" && place.column !== null ? `column \`${place.column}\`: ` : "";
  return { ...told, message: `${line}${column}${message}`, start, end };
}
