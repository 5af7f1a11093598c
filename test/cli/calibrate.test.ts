/** `calibrate` on the command line: what it prints where, its exit codes, its JSON and its picture. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/text/lines.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-calibrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const one = [modelFile("one-mean"), "--data", dataFile("one-mean"), "--workers", "0"];

describe("hyperprior calibrate", () => {
  it("prints a table, a picture and a verdict in 80 columns, and writes all pictures as SVG", async () => {
    const plot = join(folder, "one.svg");
    const { code, out, err } = await run("calibrate", ...one, "--simulations", "40", "--plot", plot);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^quantity +p +excursion +shift +spread\nβ /);
    expect(out).toContain("\ncalibration: good (40 simulations, 4 quantities inside of");
    expect(out.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    expect(readFileSync(plot, "utf8")).toMatch(/^<svg [\s\S]*new y[\s\S]*<\/svg>\n$/);
  });

  it("draws a picture of a single simulation, of which nothing differs from what it should be", async () => {
    const { code, out } = await run("calibrate", ...one, "--simulations", "1");
    expect(code).toBe(0);
    expect(out).toMatch(/\n +0 ─+\n/);
    expect(out).not.toContain("NaN");
  });

  it("prints JSON with a rank for each simulation, and no picture", async () => {
    const { code, out } = await run("calibrate", ...one, "--simulations", "12", "--draws", "31", "--json");
    const json = JSON.parse(out);
    expect(code).toBe(0);
    expect(json).toMatchObject({ verdict: "good", simulations: 12, draws: 31 });
    for (const { ranks } of json.quantities) {
      expect(ranks).toHaveLength(12);
      expect(ranks.every((rank: number) => Number.isInteger(rank) && rank >= 0 && rank <= 31)).toBe(true);
    }
  });

  it("exits with 3 where it fails, unless it is to be lenient", async () => {
    // With every calibration called wrong, one of a right sampler fails.
    const strict = [...one, "--simulations", "40", "--seed", "5", "--alpha", "0.99999"];
    const wrong = await run("calibrate", ...strict);
    expect(wrong.code).toBe(3);
    expect(wrong.out).toContain("calibration: failed");
    expect((await run("calibrate", ...strict, "--lenient")).code).toBe(0);
  });

  it("says which table it needs, that nothing is drawn from flat priors, and that there is no folder for a picture", async () => {
    const bare = await run("calibrate", modelFile("one-mean"));
    expect(bare).toMatchObject({ code: 1, out: "" });
    expect(bare.err).toContain("HP0809");
    const model = join(folder, "flat.model");
    writeFileSync(model, "data {\n  y: real\n}\nμ ~ flat()\ny ~ normal(μ, 1)\n");
    const flat = await run("calibrate", model, "--data", dataFile("one-mean"));
    expect(flat).toMatchObject({ code: 2, out: "" });
    expect(flat.err).toContain("HP0801");
    const lost = join(folder, "none", "x.svg");
    const unwritten = await run("calibrate", ...one, "--simulations", "5", "--plot", lost);
    expect(unwritten.code).toBe(1);
    expect(unwritten.err).toContain("HP0706");
  });

  it("never draws its picture over what it reads, and over nothing else that is no picture of ours unless it is told to", async () => {
    const data = join(folder, "data.csv");
    const notes = join(folder, "notes.svg");
    const link = join(folder, "link.svg");
    copyFileSync(dataFile("one-mean"), data);
    writeFileSync(notes, "<svg>mine</svg>");
    symlinkSync(notes, link);
    const draw = (plot: string, ...words: string[]) =>
      run(
        "calibrate",
        ...[modelFile("one-mean"), "--data", data, "--workers", "0", "--simulations", "5"],
        ...["--plot", plot, ...words],
      );
    const over = await draw(data, "--force");
    expect(over).toMatchObject({ code: 1, out: "", err: expect.stringContaining("HP0707") });
    expect(readFileSync(data)).toEqual(readFileSync(dataFile("one-mean")));
    for (const plot of [notes, link, folder]) {
      expect(await draw(plot)).toMatchObject({ code: 1, out: "", err: expect.stringContaining("HP0708") });
    }
    // A link is replaced, not followed.
    expect((await draw(link, "--force")).code).toBe(0);
    expect(readFileSync(notes, "utf8")).toBe("<svg>mine</svg>");
    expect(readFileSync(link, "utf8")).toContain("Calibration of");
    // The second time it is a picture of ours.
    expect((await draw(link)).code).toBe(0);
  });
});
