/** What a kind of pictures gets of draws: variables by their weight, a grouping factor, predictions and log likelihoods. */

import { describe, expect, it } from "vitest";
import { chooseForPicture, groupForPicture, pictureInput } from "../../src/cli/picture-input.ts";
import type { PictureKind } from "../../src/pictures/kind.ts";
import { requireVariable } from "../../src/posterior/variables.ts";
import { givenFiles, givenRun } from "../pictures/example-run.ts";

const kindOf = (rest: Partial<PictureKind>): PictureKind => {
  return {
    name: "made up",
    about: "",
    reading: "",
    variables: { usual: 3, least: 1 },
    draw: () => ({ reason: "" }),
    ...rest,
  };
};

const names = (chosen: { readonly variables: readonly { readonly name: string }[] }): string[] =>
  chosen.variables.map(({ name }) => name);

async function inputOf(given: typeof givenRun, include: readonly string[] = []) {
  const { summary } = await given.judge({ prob: 0.8 });
  const chosen = chooseForPicture(kindOf({}), { include }, given);
  return pictureInput(given, chosen, { summary, prob: 0.8 });
}

describe("variables", () => {
  it("are single numbers first and effects of groups last, never hidden ones", () => {
    const kind = kindOf({ variables: { usual: 20, least: 1 } });
    const wanted = ["β", "σ_b", "σ", "icc", ..."ABCDEF"].map((one) =>
      /[A-F]/.test(one) ? `b[${one}]` : one,
    );
    for (const given of [givenRun, givenFiles]) {
      expect(names(chooseForPicture(kind, {}, given))).toEqual(wanted);
      expect(chooseForPicture(kindOf({}), {}, given)).toMatchObject({ of: 10 });
      expect(names(chooseForPicture(kindOf({}), {}, given))).toEqual(["β", "σ_b", "σ"]);
    }
  });

  it("are those with a prior of fixed numbers for a kind that shows priors, or all where there are none", () => {
    const kind = kindOf({ variables: { usual: 3, least: 1 }, needsPrior: true });
    const prior = (text: string) => {
      const { record } = givenRun.run!;
      const model = { ...record.model, text };
      return { ...givenRun, run: { ...givenRun.run!, record: { ...record, model } } } as typeof givenRun;
    };
    const text = (of: string) => `β ~ ${of}\nσ_b ~ half_normal(β^2)\nσ ~ half_normal(50)\n`;
    expect(names(chooseForPicture(kind, {}, prior(text("normal(0, 9)"))))).toEqual(["β", "σ"]);
    expect(names(chooseForPicture(kind, {}, prior(text("flat()"))))).toEqual(["σ"]);
    expect(chooseForPicture(kind, {}, prior(text("flat()"))).of).toBe(1);
    expect(names(chooseForPicture(kind, {}, prior("β ~ flat()\n")))).toEqual(["β", "σ_b", "σ"]);
    expect(names(chooseForPicture(kind, { include: ["σ_b"] }, prior(text("flat()"))))).toEqual(["σ_b"]);
  });

  it("are all that are named, in the order of the draws, and none of a kind that takes none", () => {
    expect(names(chooseForPicture(kindOf({}), { include: ["b", "β"] }, givenRun))).toHaveLength(7);
    expect(names(chooseForPicture(kindOf({ variables: null }), {}, givenRun))).toEqual([]);
    expect(() => chooseForPicture(kindOf({ variables: null }), { include: ["b"] }, givenRun)).toThrow(
      /HP0742/,
    );
    expect(() =>
      chooseForPicture(kindOf({ variables: { usual: 2, least: 2 } }), { include: ["β"] }, givenRun),
    ).toThrow(/HP0743/);
  });

  it("come with their own draws and their rows of the summary", async () => {
    const { draws, rows, prob } = await inputOf(givenRun, ["σ", "b[B]"]);
    expect(draws.variables.map(({ name }) => name)).toEqual(["σ", "b[B]"]);
    expect(draws.values[1]).toEqual(requireVariable(givenRun.run!.draws, "b[B]"));
    expect([...rows.keys()]).toEqual(["σ", "b[B]"]);
    expect(prob).toBe(0.8);
    expect([(await inputOf(givenRun, ["σ", "b[B]"])).of, (await inputOf(givenRun)).of]).toEqual([2, 10]);
  });
});

describe("a grouping factor", () => {
  it("is the one word behind a kind that takes one, as the model spells it", () => {
    const kind = kindOf({ variables: null, takesGroup: true });
    expect(groupForPicture(kind, ["batch"], givenRun)).toBe("batch");
    expect(groupForPicture(kind, [], givenRun)).toBeNull();
    expect(groupForPicture(kind, ["a", "b"], givenRun)).toBeNull();
    expect(groupForPicture(kindOf({}), ["batch"], givenRun)).toBeNull();
  });
});

describe("what came with the draws", () => {
  it("is roles and densities of priors of a run, and nothing of files", async () => {
    const { run, predicted, logLikelihood } = await inputOf(givenRun);
    expect(run!.roles.outcome).toBe("yield");
    expect([...run!.prior!.keys()].sort()).toEqual(["β", "σ", "σ_b"].sort());
    expect([predicted, logLikelihood]).toEqual([null, null]);
  });

  it("is predictions beside what was observed, and log likelihoods, of files that have them", async () => {
    const { run, predicted, logLikelihood } = await inputOf(givenFiles);
    expect(run).toBeNull();
    expect(predicted!.name).toBe("yield");
    expect([predicted!.observed.length, predicted!.replicated.length, logLikelihood!.length]).toEqual([
      30, 30, 30,
    ]);
    expect(logLikelihood![0]).toHaveLength(1000);
  });
});
