/** Priors beside posteriors: what the data added. */

import type { Section } from "../blocks.ts";
import type { ReportInput } from "../report-input.ts";

/** One picture. */
export function priorsSection({ pictures }: ReportInput): Section {
  return {
    id: "priors",
    title: "Priors beside posteriors",
    isOpen: true,
    blocks: [pictures.block("prior-posterior")],
  };
}
