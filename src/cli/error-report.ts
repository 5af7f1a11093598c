/**
 * What is wrong, under `--output junit` and `--output tap`: a job that reads the report finds one there, with the error in it, where there is no
 * verdict. The texts go to standard error as ever.
 */

import type { Problem } from "../problems/problem.ts";
import { renderErrorJunit, renderErrorTap } from "../report/test-report.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Forms of reports. */
export type ReportForm = "junit" | "tap";

/** The form that the words ask for, or null. */
export function reportAskedFor(words: readonly string[]): ReportForm | null {
  const end = words.indexOf("--");
  const given = words.slice(0, end < 0 ? undefined : end);
  const place = given.indexOf("--output");
  const form = given.find((word) => word.startsWith("--output="))?.slice("--output=".length);
  const asked = form ?? (place < 0 ? undefined : given[place + 1]);
  return asked === "junit" || asked === "tap" ? asked : null;
}

/** A terminal for a command that prints a report. */
export class ReportTerminal {
  readonly terminal: Terminal;
  private readonly target: Terminal;
  private readonly problems: Problem[] = [];
  private file = "";
  private hasPrinted = false;

  constructor(target: Terminal) {
    this.target = target;
    this.terminal = {
      ...target,
      print: (text, kind) => {
        this.hasPrinted = true;
        target.print(text, kind);
      },
      collect: (problems, file) => {
        this.problems.push(...problems);
        this.file ||= file;
      },
    };
  }

  /** Prints a report of the error, where the command ended with one and has printed none. */
  finish(code: ExitCode, command: string, form: ReportForm): void {
    if (this.hasPrinted || (code !== exitCodes.usage && code !== exitCodes.model)) return;
    const errors = this.problems.filter(({ severity }) => severity === "error");
    const of = { title: `hyperprior ${command}`, subject: this.file === "" ? command : this.file };
    this.target.print(form === "junit" ? renderErrorJunit(of, errors) : renderErrorTap(errors));
  }
}
