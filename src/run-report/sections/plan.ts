/** How the posterior was computed, in words: what was integrated out, what was sampled and how, and why not otherwise. */

import { describePlan, type PlanDescription } from "../../api/describe.ts";
import { numberText, type Phrase } from "../../manuscript/inline.ts";
import { samplingSentences } from "../../manuscript/sampling-words.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { formatSignificant } from "../../report/digits.ts";
import { kernelWords, methodWords } from "../../report/kernel-words.ts";
import { type Block, list, paragraph, type Section, sentences, upperFirst } from "../blocks.ts";
import { had, notHad, type ReportInput } from "../report-input.ts";

/** Sentences of the record; with the data the plan itself, too. */
export async function planSection(input: ReportInput): Promise<Section> {
  const { fitted, model, data, setting } = input;
  const { record, draws } = fitted;
  const { plan: made, timing, options } = record;
  const opening = `The method is ${methodWords(made.method, made.kernel)}`;
  const said = model === null ? [] : samplingSentences(record, draws, model);
  const planned =
    data.value === null
      ? null
      : await had(setting, () => describePlan(data.value.data.bound, options.method, options));
  const plan = planned?.value?.plan ?? null;
  const noted = plan === null ? made.notes : [...new Set([...plan.notes, ...made.notes])];
  return {
    id: "plan",
    title: "How it was sampled",
    isOpen: true,
    blocks: [
      paragraph(...sentences([[opening], ...said])),
      ...(plan === null ? [] : samplingTable(plan)),
      ...list(noted.map((note): Phrase => [`${upperFirst(note)}.`])),
      ...(plan === null || plan.refused.length === 0
        ? []
        : [
            paragraph("Other methods, and why they were not taken:"),
            ...list(plan.refused.map(({ method, reason }): Phrase => [`${method}: ${reason}.`])),
          ]),
      ...(data.value === null && record.data.rowsRead > 0
        ? [notHad("why other methods were not taken", data.reason)]
        : []),
      paragraph(
        `It took ${seconds(timing.setup)} s to set up, ${seconds(timing.warmup)} s to warm up and ${seconds(timing.sampling)} s to sample.`,
      ),
    ],
  };
}

function seconds(value: number): string {
  return formatSignificant(value, 2);
}

function samplingTable({ sampled, integrated, kernel, dimension }: PlanDescription): Block[] {
  const code = (text: string): Phrase => [{ kind: "mathematics", text, latex: text }];
  const table: ManuscriptTable = {
    label: "plan",
    caption: [`What is sampled by ${kernelWords(kernel)}, and what is integrated out`],
    columns: [
      { header: ["Parameter"], isText: true },
      { header: ["Numbers"], isText: false },
      { header: ["How"], isText: true },
    ],
    rows: [
      ...integrated.map(({ name, size }) => [
        code(name),
        [numberText(String(size))],
        ["integrated out exactly, and drawn given the rest"],
      ]),
      ...sampled.map(({ name, size, words }) => [
        code(name),
        [numberText(String(size))],
        [`sampled, ${words}`],
      ]),
    ],
    notes: [
      [`${dimension} ${dimension === 1 ? "number is" : "numbers are"} sampled on the unconstrained scale`],
    ],
  };
  return [{ kind: "table", table }];
}
