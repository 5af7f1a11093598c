/** What is asked of studies, read: truths, statements that are to be told, and what a design is recommended for. */

import { ProblemError } from "../../api/problem-error.ts";
import type { CheckedModel } from "../../language/checked-model.ts";
import { canonicalName } from "../../language/names.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Draws, Variable } from "../../posterior/draws.ts";
import { fixValues, type GivenValues } from "../../prediction/fixed-values.ts";
import { badOption } from "../../run/problems.ts";
import { readTold, type ToldWords } from "./layout-words.ts";
import { chooseMeasure, readExpression, usualMeasures } from "./measures.ts";
import { layoutNotRead, noStatement } from "./problems.ts";
import type { StudyTask } from "./study-simulator.ts";
import { generativeOfStudy, truthsOfRun } from "./truths.ts";

/** What is asked, as it was written. */
export interface QuestionOptions {
  readonly truth?: GivenValues;
  readonly told?: readonly string[];
  readonly for?: string;
}

/** Throws a `ProblemError` for what cannot be read, in all designs. `draws` are those of the run, if studies are of one. */
export function readQuestions(
  models: readonly BoundModel[],
  laid: ReadonlySet<string>,
  { truth = {}, told = [], for: target }: QuestionOptions,
  draws: Draws | null,
): Pick<StudyTask, "truths" | "told" | "target"> {
  const model = models[0]!;
  const { checked } = model;
  for (const one of models) {
    const { problems } = fixValues(one, truth);
    if (problems.length > 0) throw new ProblemError(problems, checked.source, checked.file);
  }
  const ofRun = draws === null ? null : truthsOfRun(checked, laid, draws);
  const truths = { draws: ofRun, stated: spelled(truth, checked) };
  const { generative, problems } = generativeOfStudy(model, truths, laid);
  if (generative === null) throw new ProblemError(problems, checked.source, checked.file);
  const { variables } = generative;
  const statements = told.map((text) => readStatement(text, variables));
  if (target === "told" && statements.length === 0)
    throw new ProblemError(
      [badOption("`for` is `told`, but no statement is to be told: name one with `told`")],
      "",
      "",
    );
  const isMeasured = target !== undefined && target !== "told";
  if (isMeasured) {
    const { measured } = usualMeasures(model, variables, laid);
    const { chosen, problems: found, source } = chooseMeasure(target, measured, model, variables);
    if (chosen === null) throw new ProblemError(found, source, "--for", false);
  }
  return {
    truths,
    told: statements,
    target: isMeasured ? target : null,
  };
}

/** With the names of parameters as the model spells them. */
function spelled(truth: GivenValues, { statements }: CheckedModel): GivenValues {
  const parameters = statements.filter((one) => one.kind === "parameter");
  const entries = Object.entries(truth).map(([name, value]) => {
    const [, quantity = name, rest = ""] = /^([^[]*)(\[.*)?$/su.exec(name) ?? [];
    const known = parameters.find((one) => canonicalName(one.name) === canonicalName(quantity.trim()));
    return [known === undefined ? name : known.name + rest, value] as const;
  });
  return Object.fromEntries(entries);
}

function readStatement(text: string, variables: readonly Variable[]): ToldWords {
  const words = readTold(text);
  if (words === null) {
    const wanted = "a statement and a probability, `STATEMENT at 0.95`";
    throw new ProblemError([layoutNotRead("told", text, wanted)], "", "");
  }
  const { derived, problems, source } = readExpression(words.statement, variables);
  if (derived === null) throw new ProblemError(problems, source, "--told", false);
  if (!/[<>]|[!=]=/.test(words.statement)) throw new ProblemError([noStatement(words.statement)], "", "");
  return words;
}
