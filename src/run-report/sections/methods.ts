/** The paragraph for a paper, and what it cites. */

import { methodsPhrase, methodsReferences } from "../../manuscript/methods.ts";
import { longReference } from "../../manuscript/references.ts";
import { list, paragraph, type Section } from "../blocks.ts";
import { had, notHad, type ReportInput } from "../report-input.ts";

/** Paragraph and references. */
export async function methodsSection({ fitted, setting }: ReportInput): Promise<Section> {
  const section = { id: "methods", title: "Methods paragraph", isOpen: true };
  const phrase = await had(setting, () => methodsPhrase(fitted));
  if (phrase.value === null) return { ...section, blocks: [notHad("the paragraph", phrase.reason)] };
  const { hyperprior: version } = fitted.record;
  const references = methodsReferences(fitted).map((key) => [longReference(key, version)]);
  return {
    ...section,
    blocks: [
      paragraph(...phrase.value),
      { kind: "folded", title: `References: ${references.length}`, blocks: list(references) },
    ],
  };
}
