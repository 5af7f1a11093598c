/** `check MODEL… [--data FILE]`: all problems, of one or many files; without problems, what the model is. */

import type { Model } from "../../api/model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Problem } from "../../problems/problem.ts";
import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
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

interface CheckFlags extends DataFlags, FormulaFlags {
  readonly json?: boolean;
}

export const registerCheck: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("check")
    .description(
      "all problems of model files; without problems: outcome, parameters, priors, plates, and with data the plan",
    )
    .addHelpText("after", exampleHelp("check dyestuff.model --data yields.csv"))
    .argument("<models...>", "model files, or a formula in quotes");
  addJsonOption(addFormulaOptions(addStatisticsOption(addDataOptions(command)))).action(
    async (paths: string[], flags: CheckFlags) => {
      exit(await checkFiles(terminal, paths, flags));
    },
  );
};

async function checkFiles(terminal: Terminal, paths: string[], flags: CheckFlags): Promise<ExitCode> {
  const checked = [];
  for (const path of paths) checked.push(await checkFile(path, flags));
  if (flags.json) {
    const { printJson } = await import("../json-text.ts");
    printJson(terminal, { files: checked.map(({ told }) => told) });
  } else {
    for (const one of checked) await show(terminal, one);
  }
  // A model problem weighs more than one of the data.
  const codes = checked.map(({ code }) => code);
  if (codes.includes(exitCodes.model)) return exitCodes.model;
  return codes.includes(exitCodes.usage) ? exitCodes.usage : exitCodes.good;
}

async function checkFile(path: string, flags: CheckFlags) {
  const { reading, readModelFile } = await import("../load.ts");
  const { bindData } = await import("../../api/bind-data.ts");
  const { describeModel, describePlan } = await import("../../api/describe.ts");
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { findPriorsOfOtherScale } = await import("../../prediction/prior-scale.ts");
  const { codeOfError } = await import("../told-problems.ts");
  const found = { model: null as Model | null, bound: null as BoundModel | null, source: "" };
  const problems: Problem[] = [];
  let code: ExitCode = exitCodes.good;
  try {
    const model = await readModelFile(path, flags);
    found.model = model;
    problems.push(...model.warnings);
    // A model that declares no data is bound without any.
    const isGiven = [flags.data, flags.summaryData, flags.statistics].some((one) => one !== undefined);
    if (isGiven || model.checked.columns.length === 0) {
      const data = await bindData(model, dataOf(flags), reading);
      found.bound = data.bound;
      problems.push(...data.problems, ...findPriorsOfOtherScale(data.bound));
    }
  } catch (error) {
    // Those of one file are told beside those of others.
    if (!(error instanceof ProblemError)) throw error;
    problems.push(...error.told);
    found.source = error.source;
    code = codeOfError(error);
  }
  const { model, bound } = found;
  const told = {
    file: path,
    problems,
    model: model === null ? null : describeModel(model.checked, bound),
    plan: bound === null ? null : describePlan(bound, "auto").plan,
  };
  return { told, source: model?.source ?? found.source, data: bound?.data ?? null, code };
}

type CheckedFile = Awaited<ReturnType<typeof checkFile>>;

async function show(terminal: Terminal, { told, source, data, code }: CheckedFile): Promise<void> {
  const { renderProblem } = await import("../../problems/render-problem.ts");
  const { counted, renderData, renderModelDescription, renderPlan } = await import("../show-description.ts");
  const { file, problems, model, plan } = told;
  const path = visible(file);
  for (const problem of problems) terminal.print(`${renderProblem(problem, source, file)}\n\n`);
  if (code !== exitCodes.good || model === null) {
    const errors = problems.filter(({ severity }) => severity === "error");
    terminal.print(`${path}: ${terminal.paint(counted(errors.length, "problem"), "alert")}\n\n`);
    return;
  }
  terminal.print(`${path}: ${terminal.paint("good", "good")}\n`);
  terminal.print(renderModelDescription(model, terminal));
  if (data !== null) terminal.print(renderData(data, terminal));
  if (plan !== null) terminal.print(renderPlan(plan, terminal));
  terminal.print("\n");
}
