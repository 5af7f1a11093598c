/** Methods texts and tables of all bundled models, as they are sampled where nothing is said. */

import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { manuscriptTable, methodsBibtex, methodsText } from "../../src/index.ts";
import { latexFaults } from "./latex-faults.ts";
import { faultsOf } from "./prose.ts";
import { modelNames, shortRun } from "./short-runs.ts";

describe.each(modelNames)("the run of %s", (name) => {
  it("is told in whole sentences and can be set, with an entry for each reference", async () => {
    const fitted = await shortRun(name);
    const paragraph = methodsText(fitted).split("\n")[0]!;
    expect(
      paragraph
        .replace(/\.$/, "")
        .split(/\. (?=[A-Z])/)
        .flatMap(faultsOf),
    ).toEqual([]);
    const latex = methodsText(fitted, { to: "latex" });
    expect(latexFaults(latex)).toEqual([]);
    const cited = new Set([...latex.matchAll(/\\cite\{([^}]*)\}/g)].flatMap(([, keys]) => keys!.split(",")));
    const entries = [...methodsBibtex(fitted).matchAll(/^@\w+\{(\w+),$/gm)].map(([, key]) => key!);
    expect(entries.sort()).toEqual([...cited].sort());
    for (const table of ["summary", "variance", "effects"] as const) {
      try {
        expect(latexFaults(manuscriptTable(fitted, { table, to: "latex" }))).toEqual([]);
      } catch (error) {
        expect(table).not.toBe("summary");
        expect(error instanceof ProblemError && error.problems[0]!.code).toBe("HP0988");
      }
    }
  });
});
