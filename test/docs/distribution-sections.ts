/** The reference of distributions, from their declarations. */

import type { ArgumentSpecification, Distribution } from "../../src/distributions/distribution.ts";
import {
  argumentPlace,
  distributionFacts,
  distributionSignature,
} from "../../src/distributions/distribution-words.ts";
import { distributions } from "../../src/distributions/index.ts";

/** One line for each: signature and sentence. */
export function distributionTable(): string {
  const rows = distributions.map(
    (one) => `| [\`${distributionSignature(one)}\`](#${one.name}) | ${one.description} |`,
  );
  return ["| distribution | |", "|---|---|", ...rows].join("\n");
}

/** A section for each. */
export function distributionSections(): string {
  return distributions.map(section).join("\n\n");
}

function section(distribution: Distribution): string {
  return [
    `#### ${distribution.name}`,
    "",
    `\`${distributionSignature(distribution)}\`: ${lowerFirst(distribution.description)}`,
    "",
    "| argument | | where |",
    "|---|---|---|",
    ...distribution.arguments.map(argumentRow),
    "",
    ...distributionFacts(distribution).map((fact) => `- ${fact}`),
  ].join("\n");
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function argumentRow(specification: ArgumentSpecification): string {
  return `| \`${specification.name}\` | ${specification.description} | ${argumentPlace(specification)} |`;
}
