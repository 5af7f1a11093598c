/** The flags of samplers, made from the tables of their options. One that would not be heeded is a mistake, and not passed over. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { ProblemError } from "../api/problem-error.ts";
import type { RunOptions } from "../run/options.ts";
import { badOption } from "../run/problems.ts";
import { methods, methodWords, optionGroups, type SamplerOptions, samplers } from "../samplers/index.ts";
import { entriesOf, type OptionGroup, type SamplerOption } from "../samplers/options/option-group.ts";
import { withChoices } from "./choices.ts";

/** An option of a group that has a flag; groups may share one. */
interface FlagOwner {
  readonly group: OptionGroup;
  readonly name: string;
  readonly option: SamplerOption<unknown>;
}

/** By the name that commander gives to the flag. */
const ownersOfFlags = findOwners();

function findOwners(): ReadonlyMap<string, readonly FlagOwner[]> {
  const owners = new Map<string, FlagOwner[]>();
  for (const group of optionGroups) {
    for (const [name, option] of entriesOf(group)) {
      if (option.flag === undefined) continue;
      const attribute = new Option(option.flag.syntax).attributeName();
      owners.set(attribute, [...(owners.get(attribute) ?? []), { group, name, option }]);
    }
  }
  return owners;
}

/** The methods with what each does, for help. */
export function describeMethods(): string {
  const described = methods.map((method) => {
    const words = methodWords.get(method);
    return words === undefined ? method : `${method} (${words})`;
  });
  return `${described.slice(0, -1).join(", ")} or ${described[described.length - 1]}`;
}

/** The names of the methods, for help. */
export function listMethods(): string {
  return `${methods.slice(0, -1).join(", ")} or ${methods[methods.length - 1]}`;
}

/** The flags of all samplers; those that may change the plan only, if so. Gives the command back. */
export function addSamplerFlags(command: Command, { forPlan = false } = {}): Command {
  for (const owners of ownersOfFlags.values()) {
    const { flag } = owners[0]!.option;
    if (forPlan && flag!.changesPlan !== true) continue;
    command.addOption(makeOption(owners));
  }
  return command;
}

function makeOption(owners: readonly FlagOwner[]): Option {
  const { group, option } = owners[0]!;
  const { syntax, help } = option.flag!;
  const isShared = owners.length > 1;
  const made = new Option(syntax, `${isShared ? "" : `of ${group.owner}: `}${help}${defaultWords(owners)}`);
  if (made.negate || made.isBoolean()) return made;
  const { kind } = option;
  const parse = (text: string): unknown => {
    const value = kind.parse(text);
    if (value !== null) return value;
    throw new InvalidArgumentError(`expected ${kind.words.replace(/ or null$/, "")}`);
  };
  return made.argParser(kind.choices === undefined ? parse : withChoices(parse, kind.choices));
}

/** In brackets; what shares a flag may have a default of its own. */
function defaultWords(owners: readonly FlagOwner[]): string {
  const { default: first } = owners[0]!.option;
  if (typeof first === "boolean") return "";
  const others = owners
    .slice(1)
    .filter(({ option }) => option.default !== first)
    .map(({ group, option }) => `, with ${group.owner} ${option.default}`);
  return ` (default: ${typeof first === "string" ? JSON.stringify(first) : (first ?? "adapted")}${others.join("")})`;
}

/** The values of all options: those of the flags that were given, the defaults of the others. */
export function samplerOptions(flags: object): SamplerOptions {
  const given = flags as Readonly<Record<string, unknown>>;
  const values = optionGroups.map((group) => {
    const entries = entriesOf(group).map(([name, option]) => {
      const attribute = option.flag === undefined ? "" : new Option(option.flag.syntax).attributeName();
      return [name, given[attribute] ?? option.default] as const;
    });
    return group.name === "" ? Object.fromEntries(entries) : { [group.name]: Object.fromEntries(entries) };
  });
  // Group by group the names and the types of its table.
  return Object.assign({}, ...values) as SamplerOptions;
}

/** Throws a `ProblemError` if a flag was given that the method does not know. */
export function requireHeeded(command: Command, method: RunOptions["method"]): void {
  for (const option of command.options) {
    const owners = ownersOfFlags.get(option.attributeName());
    if (owners === undefined || owners.some(({ group }) => isHeeded(group, method))) continue;
    if (command.getOptionValueSource(option.attributeName()) !== "cli") continue;
    const heeding = methods.filter((one) => owners.some(({ group }) => isHeeded(group, one)));
    const fault = `\`${option.long}\` is for \`--method ${heeding.join(" or ")}\`, and the method is \`${method}\``;
    throw new ProblemError([badOption(fault)], "", "");
  }
}

function isHeeded(group: OptionGroup, method: string): boolean {
  if (method === "auto") return group.isHeededByAuto;
  return samplers.some((sampler) => sampler.method === method && sampler.options.includes(group));
}
