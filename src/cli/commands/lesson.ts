/** `lesson [NAME]`: the lessons in a browser, from a server that only this computer reaches, or as files. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import type { LessonFlags } from "../lesson/flags.ts";
import { wholeNumber } from "../option-parsers.ts";

const examples = [
  "lesson pseudoreplication",
  "lesson pseudoreplication --out pseudoreplication.html",
  "lesson --out site",
];

export const registerLesson: RegisterCommand = (program, { terminal, exit }) => {
  program
    .command("lesson")
    .description("lessons on hierarchical models, in your browser, with this engine and no network")
    .addHelpText("after", exampleHelp(...examples))
    .argument("[name]", "which lesson to open (default: the list of them)")
    .option("--list", "print the names of the lessons")
    .option("--language <code>", "en or de", "en")
    .option("--out <path>", "write a lesson as one file that needs nothing else, or all pages into a folder")
    .option("--force", "replace files that are there")
    .option("--port <number>", "of the server; one that is free if not given", wholeNumber(1, 65_535))
    .option("--no-open", "only say where the lessons are, and open no browser")
    .action(async (name: string | undefined, flags: LessonFlags) => {
      const { giveLesson } = await import("../lesson/give-lesson.ts");
      exit(await giveLesson(terminal, name ?? null, flags));
    });
};
