/** The model: as mathematics, and parameter by parameter with what each stands for. */

import { describeModel } from "../../api/describe.ts";
import { renderLatex } from "../../language/latex.ts";
import { isFormula } from "../../language/model-text.ts";
import type { Phrase } from "../../manuscript/inline.ts";
import { modelSentences } from "../../manuscript/model-words.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { type Block, paragraph, type Section, sentences } from "../blocks.ts";
import { notHad, type ReportInput } from "../report-input.ts";

/** Of the joint density: what fits into the width of a report. */
const factorsInLine = 4;

/** Formula, words and parameters. */
export function modelSection(input: ReportInput): Section {
  const { model, fitted } = input;
  const { file, name } = fitted.record.model;
  const section = { id: "model", title: "The model", isOpen: true };
  const called = name ?? (isFormula(file) ? null : file);
  const opening: Phrase = isFormula(file)
    ? ["It was written for the formula ", { kind: "mathematics", text: file, latex: file }, "."]
    : [`The model ${called} is`];
  if (model === null) {
    const reason = `this version cannot read the model of version ${fitted.record.hyperprior}; its text is below`;
    return { ...section, blocks: [notHad("the mathematics", reason)] };
  }
  return {
    ...section,
    blocks: [
      paragraph(
        ...(isFormula(file)
          ? opening
          : [`The model ${called}, statement by statement, and the joint density that they multiply to:`]),
      ),
      { kind: "formula", latex: renderLatex(model, factorsInLine), words: wordsOf(input) },
      paragraph(...sentences(modelSentences(model, fitted.record))),
      ...parameters(input),
    ],
  };
}

/** The statements as they are written, for who does not see the mathematics. */
function wordsOf({ model }: ReportInput): string {
  const { parameters: all, definitions, outcomes } = describeModel(model!, null);
  return [
    ...outcomes.map(({ name, distribution }) => `${name} ~ ${distribution}`),
    ...definitions.map(({ name, value }) => `${name} = ${value}`),
    ...all.map(({ name, prior }) => `${name} ~ ${prior}`),
  ].join("; ");
}

function parameters({ model, data }: ReportInput): Block[] {
  const { parameters: all, definitions, constants } = describeModel(model!, data.value?.data.bound ?? null);
  const code = (text: string): Phrase => [{ kind: "mathematics", text, latex: text }];
  const hasLabels = all.some(({ label }) => label !== null);
  const table: ManuscriptTable = {
    label: "parameters",
    caption: ["Parameters and their priors"],
    columns: ["Parameter", "Prior", "Values", ...(hasLabels ? ["Meaning"] : [])].map((header) => ({
      header: [header],
      isText: true,
    })),
    rows: all.map(({ name, prior, support, label }) => [
      code(name),
      [prior],
      [support],
      ...(hasLabels ? [[label ?? ""]] : []),
    ]),
    notes: [
      ...definitions.map(({ name, value }): Phrase => [...code(name), ` = ${value}`]),
      ...constants.map(({ name, value }): Phrase => [...code(name), ` is ${value}`]),
    ],
  };
  return [{ kind: "table", table }];
}
