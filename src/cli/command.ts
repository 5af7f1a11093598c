/** The contract of commands: each is one file in `commands/` and one line in its index. */

import type { Command as CommanderCommand } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

export interface CommandContext {
  readonly terminal: Terminal;
  /** Hands over the exit code of the command. */
  readonly exit: (code: ExitCode) => void;
}

/** Declares the command's words and options, and what is done for them. What it does is imported when it is called. */
export type RegisterCommand = (program: CommanderCommand, context: CommandContext) => void;
