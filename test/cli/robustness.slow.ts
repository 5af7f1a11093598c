import { describe, expect, it } from "vitest";
import { bundledModels, findFault, mutants, withFolder } from "./robustness.ts";

describe.each(bundledModels)("%s", (model) => {
  it.each([
    ["check", 30],
    ["fit", 2],
  ] as const)(
    "no mutation of the model or of the table gives more than a problem: %s",
    async (command, count) => {
      const faults = await withFolder(async (folder) => {
        const found: string[] = [];
        for (const part of ["model", "data"] as const) {
          for (const mutant of mutants(model, part, count)) {
            const fault = await findFault(folder, mutant, command);
            if (fault !== null) found.push(fault);
          }
        }
        return found;
      });
      expect(faults).toEqual([]);
    },
  );
});
