/** The sections of a report on one run, in their order. */

import type { Section } from "../blocks.ts";
import type { ReportInput } from "../report-input.ts";
import { checksSection } from "./checks.ts";
import { dataSection } from "./data.ts";
import { diagnosisSection } from "./diagnosis.ts";
import { inShort } from "./in-short.ts";
import { methodsSection } from "./methods.ts";
import { modelSection } from "./model.ts";
import { planSection } from "./plan.ts";
import { priorsSection } from "./priors.ts";
import { reproduceSection, textSection } from "./reproduce.ts";
import { effectsSection, populationSection, varianceSection } from "./results.ts";
import { sensitivitySection } from "./sensitivity.ts";

/** Makes a section of a run; null where the run has nothing for it. */
type MakeSection = (input: ReportInput) => Section | null | Promise<Section | null>;

/** What they are called while they are made; a file each, but for those that share their tables. */
export const sectionsOfRun: readonly (readonly [what: string, make: MakeSection])[] = [
  ["answers", inShort],
  ["model", modelSection],
  ["data", dataSection],
  ["variances", varianceSection],
  ["population effects", populationSection],
  ["effects of groups", effectsSection],
  ["plan", planSection],
  ["diagnosis", diagnosisSection],
  ["priors", priorsSection],
  ["sensitivity", sensitivitySection],
  ["predictive checks", checksSection],
  ["methods", methodsSection],
  ["commands", reproduceSection],
  ["text", textSection],
];
