/**
 * What is wrong, under `--json`: standard output has one object in any case. A command that has no result gives `{ "error": … }`; a result
 * that comes with an error (it could not be saved) has `error` beside the rest. The texts go to standard error as ever.
 */

import type { Problem } from "../problems/problem.ts";
import type { JsonObject } from "../report/json.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonText } from "./json-text.ts";
import type { Terminal } from "./terminal.ts";

/** A terminal for a command with `--json`; what is printed comes out at its end. */
export class JsonTerminal {
  readonly terminal: Terminal;
  private readonly target: Terminal;
  private readonly problems: JsonObject[] = [];
  private result: object | null = null;
  /** What is asked for in another language than JSON (`explain --math`). */
  private text = "";

  constructor(target: Terminal) {
    this.target = target;
    this.terminal = {
      ...target,
      print: (text) => {
        this.text += text;
      },
      collect: (problems, file) => {
        this.problems.push(...problems.map((problem) => problemJson(problem, file)));
      },
      takeResult: (result) => {
        this.result = result;
      },
    };
  }

  /** Prints the result, the error, or both. A diagnosis that failed is no error: it is in the result. */
  finish(code: ExitCode): void {
    const isError = code === exitCodes.usage || code === exitCodes.model;
    const isWithout = this.result === null && code !== exitCodes.good;
    const hasErrors = isError && this.problems.some(({ severity }) => severity === "error");
    const error = { problems: this.problems, exit_code: code };
    if (this.text !== "") this.target.print(this.text);
    else if (isWithout || hasErrors) this.target.print(jsonText({ ...this.result, error }));
    else if (this.result !== null) this.target.print(jsonText(this.result));
  }
}

/** A problem as a record; `file` is that of the model, which problems of data do not need. */
export function problemJson({ code, severity, message, hint, place }: Problem, file: string): JsonObject {
  const inText = place.kind === "model" ? place.span : { line: null, column: null };
  const { line, column } = place.kind === "data" ? place : inText;
  const where = { model: file, data: place.kind === "data" ? place.file : null, none: null }[place.kind];
  return { code, severity, message, hint, file: where, line, column };
}

/** Whether the words ask for JSON. */
export function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  const given = words.slice(0, end < 0 ? undefined : end);
  const output = given.indexOf("--output");
  return (
    given.includes("--json") ||
    given.includes("--output=json") ||
    (output >= 0 && given[output + 1] === "json")
  );
}
