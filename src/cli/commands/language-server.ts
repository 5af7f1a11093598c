/** `language-server`: what editors ask of models, by the Language Server Protocol on standard input and output. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";

export const registerLanguageServer: RegisterCommand = (program, { terminal }) => {
  program
    .command("language-server")
    .description(
      "tell an editor the problems of models while they are written, and answer hovers, completion, formatting and renaming",
    )
    .addHelpText(
      "after",
      `${exampleHelp("language-server --stdio")}

An editor starts it and speaks the Language Server Protocol 3.17 with it.
How to set up editors: docs/how-to/edit-models.md`,
    )
    .option("--stdio", "on standard input and output, as without this word: editors add it")
    .action(async () => {
      if (process.stdin.isTTY === true)
        terminal.warn("(waiting for an editor on standard input; Ctrl-C ends it)\n");
      const { serve } = await import("../language-server/serve.ts");
      await serve(process.stdin, process.stdout);
    });
};
