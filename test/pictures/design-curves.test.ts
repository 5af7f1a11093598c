/** The picture of designs: along groups, along replicates, or design by design. */

import { describe, expect, it } from "vitest";
import { designPicture } from "../../src/pictures/design-curves.ts";
import type { DesignOutlook, DesignStudy } from "../../src/posterior/study-design.ts";

function outlook(counts: readonly number[], replicates: number | null, sd: number): DesignOutlook {
  const simulated = { value: sd, error: 0.1 };
  return {
    levels: counts.map((count, i) => ({ factor: ["batch", "cask"][i]!, count })),
    replicates,
    rows: 10,
    cost: null,
    quantities: ["β", "σ"].map((name) => ({
      name,
      truth: { mean: 0, sd: 0 },
      sd: simulated,
      width: simulated,
    })),
    told: [{ statement: "β > 0", level: 0.9, share: { value: 0.5, error: 0.05 }, truth: 1 }],
    failedFits: 0,
    notBegun: 0,
  };
}

function study(
  designs: readonly DesignOutlook[],
  recommendation: DesignStudy["recommendation"] = null,
): DesignStudy {
  const run = { requested: 9, studies: 9, isInterrupted: false, seed: 1, prob: 0.9, rejected: 0 };
  return {
    ...run,
    designs,
    recommendation,
    truth: { from: "run", stated: {} },
    fits: [],
    brokenRules: {},
    notes: [],
  };
}

describe("the picture of designs", () => {
  it("has a line along the groups for each number of replicates, and a ring at the best", () => {
    const designs = [outlook([4], 2, 3), outlook([8], 2, 2), outlook([4], 5, 2.5), outlook([8], 5, 1)];
    const best = { target: "σ", aim: "sd", best: 3, near: [] } as const;
    const { panels, legend } = designPicture(study(designs, best), "dyestuff");
    expect(panels.map(({ title }) => title)).toEqual(["sd of σ", "sd of β", "β > 0 told at 0.9"]);
    expect(legend.map(({ text }) => text)).toEqual(["2 replicates", "5 replicates", "best"]);
    const [first] = panels;
    expect(first!.x.label).toBe("levels of batch");
    const lines = first!.marks.filter(({ kind }) => kind === "line");
    expect(lines).toMatchObject([
      { x: [4, 8], y: [3, 2] },
      { x: [4, 8], y: [2.5, 1] },
    ]);
    expect(first!.marks.at(-1)).toMatchObject({ kind: "dots", x: [8], y: [1], symbol: "ring" });
    expect(panels[1]!.marks.some((mark) => mark.kind === "dots" && mark.symbol === "ring")).toBe(false);
  });

  it("has a line along the replicates for each number of levels within others, where a budget has the outermost", () => {
    const designs = [
      outlook([18, 1], 1, 3),
      outlook([17, 1], 2, 2),
      outlook([14, 2], 1, 2.5),
      outlook([13, 2], 2, 1),
    ];
    const { panels, legend } = designPicture(study(designs), "pastes");
    expect(legend.map(({ text }) => text)).toEqual(["1 cask", "2 cask"]);
    expect(panels[0]!.x.label).toBe("replicates");
    expect(panels[0]!.marks.filter(({ kind }) => kind === "line")).toMatchObject([
      { x: [1, 2], y: [3, 2] },
      { x: [1, 2], y: [2.5, 1] },
    ]);
  });

  it("is along the replicates where each number of them has one design, as within a budget", () => {
    const { panels } = designPicture(study([outlook([9], 4, 2), outlook([30], 1, 3)]), "dyestuff");
    expect(panels[0]!.x).toMatchObject({ label: "replicates", names: null });
    expect(panels[0]!.marks[0]).toMatchObject({ kind: "line", x: [1, 4], y: [3, 2] });
    // Two errors up and down.
    expect(panels[0]!.marks[1]).toMatchObject({ kind: "segments", y1: [2.8, 1.8], y2: [3.2, 2.2] });
  });

  it("names designs of several factors", () => {
    const { panels } = designPicture(study([outlook([9, 2], 4, 2), outlook([3, 6], 4, 3)]), "pastes");
    expect(panels[0]!.x.names).toEqual(["9×2×4", "3×6×4"]);
    expect(panels[0]!.marks.some(({ kind }) => kind === "line")).toBe(false);
  });
});
