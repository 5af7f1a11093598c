/** `completion SHELL`: the script that completes the words of the other commands. */

import { Argument } from "commander";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { exitCodes } from "../exit-codes.ts";

const shells = ["bash", "zsh", "fish"] as const;

export const registerCompletion: RegisterCommand = (program, { terminal, exit }) => {
  program
    .command("completion")
    .description("print a script with which a shell completes commands, options, values, runs and files")
    .addHelpText(
      "after",
      `${exampleHelp("completion bash > ~/.hyperprior-completion", "completion fish | source")}

In ~/.bashrc: source <(hyperprior completion bash)
In ~/.zshrc, after compinit: source <(hyperprior completion zsh)
In ~/.config/fish/config.fish: hyperprior completion fish | source`,
    )
    .addArgument(new Argument("<shell>", "whose script").choices(shells))
    .action(async (shell: (typeof shells)[number]) => {
      const { offersOfCommands, offersOfProgram } = await import("../completion/offers.ts");
      const { bashScript } = await import("../completion/bash.ts");
      const { zshScript } = await import("../completion/zsh.ts");
      const { fishScript } = await import("../completion/fish.ts");
      const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
      terminal.print(scripts[shell](offersOfProgram(program), offersOfCommands(program)), "source");
      exit(exitCodes.good);
    });
};
