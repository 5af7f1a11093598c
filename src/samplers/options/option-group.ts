/**
 * The options of a sampler as a table: name, default, what a value may be, and the words of its flag. Flags, their help, the options of
 * scripts, their checks and those of `run.json` are made from it.
 */

import type { OptionKind } from "./kinds.ts";

/** One option. */
export interface SamplerOption<Value> {
  readonly default: Value;
  readonly kind: OptionKind<Value>;
  /** How the command line has it; absent where only scripts have it. */
  readonly flag?: OptionFlag;
}

/** A flag of the command line. */
export interface OptionFlag {
  /** "--step-size <x>"; "--no-NAME" of what is on by default. */
  readonly syntax: string;
  /** What it does, in a few words. */
  readonly help: string;
  /** Whether it may change the plan, so that `explain` has it, too. */
  readonly changesPlan?: boolean;
}

/** Options that belong together; samplers that have the same group share its values. */
export interface OptionGroup<Name extends string = string, Values extends object = object> {
  /** Options of a script and of `run.json` stand under this name; of an empty one beside those of the run. */
  readonly name: Name;
  /** What the flags are said to be of: "nuts". */
  readonly owner: string;
  /** Whether they may be given where the program chooses the method. */
  readonly isHeededByAuto: boolean;
  readonly options: { readonly [Option in keyof Values]: SamplerOption<Values[Option]> };
  readonly defaults: Values;
  /** What is wrong with values each of which is right; `nameOf` gives the names of options. */
  findConflict(values: Values, nameOf: (option: string) => string): string | null;
}

/** A group of options, its defaults taken from the table. */
export function defineOptions<const Name extends string, Values extends object>(group: {
  readonly name: Name;
  readonly owner: string;
  readonly isHeededByAuto: boolean;
  readonly options: OptionGroup<Name, Values>["options"];
  findConflict?(values: Values, nameOf: (option: string) => string): string | null;
}): OptionGroup<Name, Values> {
  const entries = entriesOf(group).map(([name, option]) => [name, option.default]);
  return { findConflict: () => null, ...group, defaults: Object.fromEntries(entries) as Values };
}

/** The options of a group with their names, whatever they are. */
export function entriesOf({
  options,
}: Pick<OptionGroup, "options">): readonly (readonly [string, SamplerOption<unknown>])[] {
  return Object.entries(options);
}

/** The name of an option from a script's point of view: "hmc.stepSize". */
export function pathOf({ name: group }: Pick<OptionGroup, "name">, option: string): string {
  return group === "" ? option : `${group}.${option}`;
}

/** The values of a group among those of all. */
export function valuesOf<Values extends object>(
  { name, options }: OptionGroup<string, Values>,
  all: OptionValues,
): Values {
  if (name !== "") return all[name] as Values;
  return Object.fromEntries(Object.keys(options).map((option) => [option, all[option]])) as Values;
}

/** Values of options of any sampler: by group, then by option; those of a group without a name by option. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** How an option is named in a message: as flags are, "step size", or as a script writes it, "hmc.stepSize". */
export type NameOption = (path: string) => string;

/** The words of the command line. */
export const inFlagWords: NameOption = (path) =>
  path.slice(path.indexOf(".") + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What is wrong with values, one sentence each; empty if nothing is. */
export function findFaults<Values extends object>(
  group: OptionGroup<string, Values>,
  values: Values,
  nameOf: NameOption = inFlagWords,
): string[] {
  const nameOfOption = (option: string): string => `\`${nameOf(pathOf(group, option))}\``;
  const faults = entriesOf(group).flatMap(([option, { kind }]) => {
    const value = (values as OptionValues)[option];
    if (kind.accepts(value)) return [];
    return [`${nameOfOption(option)} must be ${kind.words}, but is ${value}`];
  });
  if (faults.length > 0) return faults;
  const conflict = group.findConflict(values, nameOfOption);
  return conflict === null ? [] : [conflict];
}
