/** `explain MODEL --data FILE`: the plan in words; `--syntax`, `--checked`, `--structure`, `--math` and `--code` print what is made of it on the way. */

import type { Model } from "../../api/model.ts";
import { type RunOptions, runDefaults } from "../../run/options.ts";
import { methods } from "../../samplers/index.ts";
import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfProblems, type ExitCode, exitCodes } from "../exit-codes.ts";
import { type PhaseFlags, showPhases } from "../explain-phase.ts";
import { oneOf } from "../option-parsers.ts";
import { addSamplerFlags, listMethods, samplerOptions, warnOfMethodFlags } from "../sampler-flags.ts";
import { addDataOptions, addJsonOption, type DataFlags, readingOf } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface ExplainFlags extends DataFlags, PhaseFlags {
  readonly structure?: boolean;
  readonly code?: boolean;
  readonly method: RunOptions["method"];
}

export const registerExplain: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("explain")
    .description("how a model will be sampled, and why")
    .addHelpText("after", exampleHelp("explain dyestuff.model --data yields.csv"))
    .argument("<model>", "a model file");
  addDataOptions(command)
    .option(
      "--method <name>",
      `the plan for this method: ${listMethods()}`,
      oneOf(methods),
      runDefaults.method,
    )
    .option("--syntax", "the tree that the parser makes of the text")
    .option("--checked", "names, shapes, plates and supports, as the checker finds them")
    .option("--structure", "what outcomes are linear in, and what of that can be integrated out")
    .option("--math", "the joint density as LaTeX")
    .option("--code", "the generated code of the log density, its gradient, and the values of a draw");
  addJsonOption(addSamplerFlags(command, { forPlan: true })).action(
    async (path: string, flags: ExplainFlags) => {
      if (warnOfMethodFlags(terminal, command, flags.method)) exit(exitCodes.usage);
      else exit(await explain(terminal, path, flags));
    },
  );
};

async function explain(terminal: Terminal, path: string, flags: ExplainFlags): Promise<ExitCode> {
  const { readModelFile, prepareModel, warnOf } = await import("../load.ts");
  const { ProblemError } = await import("../../api/problem-error.ts");
  const printParts = async (parts: object): Promise<void> => {
    const { jsonText } = await import("../json-text.ts");
    if (flags.json && Object.keys(parts).length > 0) terminal.print(jsonText(parts));
  };
  let read: Model;
  try {
    read = await readModelFile(path);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.source === "") throw error;
    // The tree is there for a model with mistakes, too.
    warnOf(terminal, error.told, error.source, path);
    const { parts } = await showPhases(terminal, { source: error.source, checked: null }, flags);
    await printParts(parts);
    return codeOfProblems(error.told);
  }
  const { checked, source } = read;
  warnOf(terminal, read.warnings, source, path);
  const { areAny, parts } = await showPhases(terminal, read, flags);
  if (areAny && !flags.structure && !flags.code) {
    await printParts(parts);
    return exitCodes.good;
  }
  const prepared = await prepareModel(read, readingOf(flags));
  warnOf(terminal, prepared.problems, source, path);
  const { bound: model } = prepared;
  if (flags.structure) {
    const { describeStructure } = await import("../../api/describe-structure.ts");
    const structure = describeStructure(model);
    await printParts({ ...parts, structure });
    if (!flags.json) {
      const { renderStructure } = await import("../show-structure.ts");
      terminal.print(renderStructure(structure, terminal));
    }
    if (!flags.code) return exitCodes.good;
  }
  if (flags.code) {
    const { compile } = await import("../../density/compile.ts");
    terminal.print(compile(model).listing());
    return exitCodes.good;
  }
  const { describeModel, describePlan } = await import("../../api/describe.ts");
  const description = describeModel(checked, model);
  const { plan, refusal } = describePlan(model, flags.method, samplerOptions(flags));
  if (plan === null) {
    const { methodRefused } = await import("../../run/problems.ts");
    warnOf(terminal, [methodRefused(refusal)], source, path);
    return exitCodes.model;
  }
  if (flags.json) {
    const { jsonText } = await import("../json-text.ts");
    terminal.print(jsonText({ model: description, data: model.data, plan }));
    return exitCodes.good;
  }
  const { renderData, renderModelDescription, renderPlan } = await import("../show-description.ts");
  terminal.print(`${terminal.paint(visible(description.name ?? path), "header")}\n`);
  terminal.print(renderModelDescription(description, terminal));
  terminal.print(renderData(model.data, terminal));
  terminal.print(renderPlan(plan, terminal));
  return exitCodes.good;
}
