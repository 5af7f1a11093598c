import { describe, expect, it } from "vitest";
import { run } from "./captured-terminal.ts";
import { bundledModels, check, faultOf, findFault, mutants, withFolder } from "./robustness.ts";

/** The 403 rows of grouseticks take a second for each mutant: whole tables are for `robustness.slow.ts`. */
const mostRows = 60;
/** The others, too, are for `robustness.slow.ts`. */
const everySixth = bundledModels.filter((_, i) => i % 6 === 1);

describe.each(["model", "data"] as const)("mutations of the %s of a bundled model", (part) => {
  it.each(everySixth)("give no more than a problem with a code, a place and a remedy: %s", async (model) => {
    const faults = await withFolder(async (folder) => {
      const found: string[] = [];
      for (const mutant of mutants(model, part, part === "model" ? 2 : 1, mostRows)) {
        const fault = await findFault(folder, mutant);
        if (fault !== null) found.push(fault);
      }
      return found;
    });
    expect(faults).toEqual([]);
  });

  it("break some of what is there, and not all", async () => {
    const faults = await withFolder(async (folder) => {
      const codes = new Set<number>();
      for (const { model, data } of mutants("dyestuff", part, 2))
        codes.add((await check(folder, model, data)).code);
      return codes;
    });
    expect(faults).toContain(0);
    expect(faults).toContain(part === "model" ? 2 : 1);
  });
});

describe("what is asked of every answer", () => {
  const good = { code: 0, out: "good\n", err: "" } as const;

  it.each([
    ["another exit code", { ...good, code: 130 }, "exit code 130"],
    ["an error without its exit code", { ...good, out: "error HP0101: x\n  y\n" }, "exit code 0"],
    ["an exit code without an error", { ...good, code: 2 }, "without a problem"],
    ["an error without a remedy", { ...good, code: 2, out: "error HP0101: x\n\n" }, "without a remedy"],
    ["a hole in a message", { ...good, code: 2, out: "error HP0101: found undefined\n  y\n" }, "a hole"],
  ] as const)("would be missed by %s", (_, answer, fault) => {
    expect(faultOf(answer)).toContain(fault);
  });

  it("is met by a good one", async () => {
    expect(faultOf(good)).toBeNull();
    expect(faultOf(await run("check", "no.model"))).toBeNull();
  });
});
