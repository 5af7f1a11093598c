/** The verdict on the draws: the rules that they keep or break, what to do, and pictures of chains. */

import type { Phrase } from "../../manuscript/inline.ts";
import { summaryData } from "../../manuscript/table-data.ts";
import { keptRules } from "../../report/diagnosis-text.ts";
import { ruleWords } from "../../report/rule-words.ts";
import {
  aside,
  type Block,
  list,
  type ParagraphBlock,
  paragraph,
  type Section,
  upperFirst,
  type VerdictBlock,
} from "../blocks.ts";
import type { ReportInput } from "../report-input.ts";
import { longTable } from "./results.ts";

/** In a sentence, for the head of the report; `whose` names the run where there are several. */
export function verdictBlock({ diagnosis, fitted }: ReportInput, whose: string | null = null): VerdictBlock {
  const { verdict, problems } = diagnosis;
  const isGood = verdict === "good";
  const of = whose === null ? "" : ` of ${whose}`;
  const rules = problems.map(({ rule }) => ruleWords(rule, diagnosis));
  const interrupted = fitted.record.isInterrupted
    ? " The run was interrupted: these are the draws that there were."
    : "";
  const phrase = isGood
    ? `The draws keep all rules: ${keptRules(diagnosis).join(", ")}.${interrupted}`
    : `Do not take the numbers below as they are: the draws break ${rules.length === 1 ? "a rule" : `${rules.length} rules`} (${rules.join("; ")}). What to do is said under “Verdict and diagnostics”.${interrupted}`;
  return {
    kind: "verdict",
    isGood,
    title: `Diagnosis${of}: ${isGood ? "good" : "failed"}`,
    phrase: [phrase],
  };
}

/** Where answers are given that a failed diagnosis makes doubtful. */
export function failureAside({ diagnosis }: ReportInput): readonly ParagraphBlock[] {
  return diagnosis.verdict === "good"
    ? []
    : [
        aside(
          "The draws failed their diagnosis: what follows may be far from what the model and the data say.",
        ),
      ];
}

/** Problems with their remedies, notes, all quantities, and pictures. */
export function diagnosisSection({ fitted, diagnosis, numbers, pictures }: ReportInput): Section {
  const { problems, notes, divergences, maxTreedepthHits, ebfmi } = diagnosis;
  const counts: Phrase[] = [
    ...(divergences === null ? [] : [[`Divergent transitions: ${divergences}.`]]),
    ...(maxTreedepthHits === null
      ? []
      : [[`Transitions that reached the largest tree depth: ${maxTreedepthHits}.`]]),
    ...(ebfmi === null ? [] : [[`Least E-BFMI of a chain: ${Math.min(...ebfmi).toFixed(2)}.`]]),
  ];
  const opening =
    problems.length === 0
      ? `No rule is broken: ${keptRules(diagnosis).join(", ")}.`
      : "These rules are broken, the worst first; below each what to do.";
  const blocks: Block[] = [
    paragraph(opening),
    ...list(
      problems.map(({ message, remedy }): Phrase => [`${upperFirst(message)}. What to do: ${remedy}.`]),
      true,
    ),
    ...list([
      ...counts,
      ...notes.map(({ message, remedy }): Phrase => [`${upperFirst(message)}; ${remedy}.`]),
    ]),
    pictures.block("trace", { most: 4 }),
    pictures.block("rank", { most: 4 }),
    ...longTable(
      summaryData(fitted, ({ isHidden }) => !isHidden, numbers),
      "all quantities",
    ),
  ];
  return { id: "diagnosis", title: "Verdict and diagnostics", isOpen: true, blocks };
}
