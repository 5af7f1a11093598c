/** What there is to complete, read off the commands as they are declared: names, options, and what values are. */

import type { Argument, Command, Option } from "commander";
import { choicesOf } from "../choices.ts";

/** What may stand in a place: one of some words, something on the disk, or what cannot be known. */
export type Offer =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "files" | "folders" | "models" | "runs" | "anything" };

export interface OfferedOption {
  /** `--help`, and `-h` where there is one. */
  readonly names: readonly string[];
  readonly help: string;
  /** Null for an option without a value. */
  readonly value: Offer | null;
}

export interface OfferedCommand {
  readonly name: string;
  readonly help: string;
  readonly options: readonly OfferedOption[];
  /** Its arguments: where there are several, the last goes on. */
  readonly argument: Offer;
}

/** What values and arguments are by the words that help texts have for them. */
const byName: Readonly<Record<string, Offer["kind"]>> = {
  file: "files",
  dir: "folders",
  folder: "folders",
  model: "models",
  models: "models",
  run: "runs",
};

/** The program itself, without commands before it. */
export function offersOfProgram(program: Command): OfferedCommand {
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
  return { ...offersOf(program), argument: { kind: "words", words: names } };
}

/** Every command, `help` included, in the order of the help text. */
export function offersOfCommands(program: Command): readonly OfferedCommand[] {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name()).filter((name) => name !== "help");
  return commands.map((command) => {
    const offers = offersOf(command);
    return command.name() === "help" ? { ...offers, argument: { kind: "words", words: names } } : offers;
  });
}

function offersOf(command: Command): OfferedCommand {
  const [first] = command.registeredArguments;
  return {
    name: command.name(),
    help: command.description(),
    options: command.createHelp().visibleOptions(command).map(offeredOption),
    argument: first === undefined ? { kind: "anything" } : offerOfArgument(first),
  };
}

function offeredOption(option: Option): OfferedOption {
  const value = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1];
  const words = choicesOf(option.parseArg);
  const offer = words.length > 0 ? ({ kind: "words", words } as const) : offerNamed(value ?? "");
  return {
    names: [option.long, option.short].filter((name) => name !== undefined && name !== null),
    help: option.description,
    value: value === undefined ? null : offer,
  };
}

function offerOfArgument(argument: Argument): Offer {
  if (argument.argChoices !== undefined) return { kind: "words", words: argument.argChoices };
  const offer = offerNamed(argument.name());
  // Draws of other programs are files.
  return offer.kind === "runs" && argument.variadic ? { kind: "files" } : offer;
}

function offerNamed(name: string): Offer {
  const kind = byName[name] ?? "anything";
  return kind === "words" ? { kind: "anything" } : { kind };
}
