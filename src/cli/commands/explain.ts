/** `explain MODEL --data FILE`: the plan in words; `--syntax`, `--checked`, `--structure`, `--math` and `--code` print what is made of it on the way. */

import type { BoundData } from "../../api/bind-data.ts";
import type { Model } from "../../api/model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { type RunOptions, runDefaults } from "../../run/options.ts";
import { methods } from "../../samplers/index.ts";
import { type EmittedDialect, emittedDialects } from "../../sources/push-down/emit-statements.ts";
import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type PhaseFlags, type ShownPhases, showPhases } from "../explain-phase.ts";
import { printJson } from "../json-text.ts";
import { oneOf } from "../option-parsers.ts";
import { addSamplerFlags, listMethods, requireHeeded, samplerOptions } from "../sampler-flags.ts";
import {
  addDataOptions,
  addFormulaOptions,
  addJsonOption,
  addStatisticsOption,
  type DataFlags,
  dataOf,
  type FormulaFlags,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface ExplainFlags extends DataFlags, FormulaFlags, PhaseFlags {
  readonly structure?: boolean;
  readonly code?: boolean;
  readonly method: RunOptions["method"];
  readonly emitSql?: EmittedDialect;
}

export const registerExplain: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("explain")
    .description("how a model will be sampled, and why")
    .addHelpText("after", exampleHelp("explain dyestuff.model --data yields.csv"))
    .argument("<model>", "a model file, or a formula in quotes");
  addFormulaOptions(addStatisticsOption(addDataOptions(command)))
    .option(
      "--method <name>",
      `the plan for this method: ${listMethods()}`,
      oneOf(methods),
      runDefaults.method,
    )
    .option("--syntax", "the tree that the parser makes of the text")
    .option("--checked", "names, shapes, plates and supports, as the checker finds them")
    .option("--structure", "what outcomes are linear in, and what of that can be integrated out")
    .option(
      "--emit-sql <dialect>",
      `the statements that add up what the model needs of rows, which are not asked: ${emittedDialects.join(", ")}`,
      oneOf(emittedDialects),
    )
    .option("--math", "the joint density as LaTeX")
    .option("--code", "the generated code of the log density, its gradient, and the values of a draw");
  addJsonOption(addSamplerFlags(command, { forPlan: true })).action(
    async (path: string, flags: ExplainFlags) => {
      requireHeeded(command, flags.method);
      exit(await explain(terminal, path, flags));
    },
  );
};

async function explain(terminal: Terminal, path: string, flags: ExplainFlags): Promise<ExitCode> {
  const { bindData } = await import("../../api/bind-data.ts");
  const { reading, readModelFile } = await import("../load.ts");
  const { codeOfError, warnOf } = await import("../told-problems.ts");
  const read = await readModelFile(path, flags).catch(async (error: unknown) => {
    // The tree is there for a model with mistakes, too; these are told first.
    const { ProblemError } = await import("../../api/problem-error.ts");
    if (!(error instanceof ProblemError) || error.source === "") throw error;
    warnOf(terminal, error.told, error.source, path);
    const { parts } = await showPhases(terminal, error.source, null, flags);
    printParts(terminal, flags, parts);
    return codeOfError(error);
  });
  if (typeof read === "number") return read;
  warnOf(terminal, read.warnings, read.source, path);
  if (flags.emitSql !== undefined) return emitSql(terminal, read, flags, flags.emitSql);
  const phases = await showPhases(terminal, read.source, read.checked, flags);
  if (phases.areAny && !flags.structure && !flags.code) {
    printParts(terminal, flags, phases.parts);
    return exitCodes.good;
  }
  const { bound, problems, answer } = await bindData(read, dataOf(flags), reading);
  warnOf(terminal, problems, read.source, path);
  if (flags.structure) await showStructure(terminal, bound, flags, phases);
  if (flags.code) {
    const { compile } = await import("../../density/compile.ts");
    terminal.print(compile(bound).listing());
  }
  return flags.structure || flags.code
    ? exitCodes.good
    : showPlan(terminal, path, read, { bound, answer }, flags);
}

async function emitSql(
  terminal: Terminal,
  model: Model,
  { data, dropMissing, json }: ExplainFlags,
  dialect: EmittedDialect,
): Promise<ExitCode> {
  const { groupStatements } = await import("../../api/group-statements.ts");
  const { tableNameIn } = await import("../../sources/source-name.ts");
  const table = data?.main == null ? null : tableNameIn(data.main);
  const groups = Object.keys(data?.groups ?? {});
  const options = { dialect, groups, ...(table !== null && { table }), ...(dropMissing && { dropMissing }) };
  const emitted = await groupStatements(model, options);
  if (json) printJson(terminal, { statements: emitted });
  else {
    const { renderEmitted } = await import("../show-statements.ts");
    terminal.print(renderEmitted(emitted, terminal));
  }
  return exitCodes.good;
}

/** Under `--json` what was asked for, as one object. */
function printParts(terminal: Terminal, { json }: ExplainFlags, parts: object): void {
  if (json === true && Object.keys(parts).length > 0) printJson(terminal, parts);
}

async function showStructure(
  terminal: Terminal,
  bound: BoundModel,
  flags: ExplainFlags,
  { parts }: ShownPhases,
): Promise<void> {
  const { describeStructure } = await import("../../api/describe-structure.ts");
  const structure = describeStructure(bound);
  if (flags.json) return printJson(terminal, { ...parts, structure });
  const { renderStructure } = await import("../show-structure.ts");
  terminal.print(renderStructure(structure, terminal));
}

async function showPlan(
  terminal: Terminal,
  path: string,
  model: Model,
  { bound, answer }: Pick<BoundData, "bound" | "answer">,
  flags: ExplainFlags,
): Promise<ExitCode> {
  const { describeModel, describePlan } = await import("../../api/describe.ts");
  const description = describeModel(model.checked, bound);
  const { plan, refusal } = describePlan(bound, flags.method, samplerOptions(flags));
  if (plan === null) {
    const { failOf } = await import("../../api/bind-data.ts");
    const { methodRefused } = await import("../../run/problems.ts");
    return failOf(model)([methodRefused(refusal)]);
  }
  if (flags.json) {
    const asked = answer === null ? {} : { statements: answer };
    printJson(terminal, { model: description, data: bound.data, ...asked, plan });
    return exitCodes.good;
  }
  const { renderData, renderModelDescription, renderPlan } = await import("../show-description.ts");
  terminal.print(`${terminal.paint(visible(description.name ?? path), "header")}\n`);
  terminal.print(renderModelDescription(description, terminal));
  terminal.print(renderData(bound.data, terminal));
  if (answer !== null) {
    const { renderAnswer } = await import("../show-statements.ts");
    terminal.print(renderAnswer(answer, terminal));
  }
  terminal.print(renderPlan(plan, terminal));
  return exitCodes.good;
}
