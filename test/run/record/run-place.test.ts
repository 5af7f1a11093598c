/** Where a run may be written, and what is never replaced. */

import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRunFolder, writeRun } from "../../../src/run/record/run-folder.ts";
import { findObstacle } from "../../../src/run/record/run-place.ts";
import { goodRun } from "../../cli/fixed-run.ts";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hyperprior-"));
  folder = join(root, "a.run");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const write = (name: string, text = ""): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
};

describe("nothing stands against writing a run", () => {
  it("where there is no folder, or an empty one", async () => {
    expect(await findObstacle(folder)).toBeNull();
    mkdirSync(folder);
    expect(await findObstacle(folder)).toBeNull();
  });

  it("where a run is, other files beside it", async () => {
    await writeRun(folder, goodRun);
    write("notes.txt", "mine");
    expect(await findObstacle(folder)).toBeNull();
  });

  it("where a run of an earlier version is, which did not say which draws are its own", async () => {
    await writeRun(folder, goodRun);
    const record = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
    write("run.json", JSON.stringify({ ...record, drawsFile: undefined, states: undefined }));
    expect(await findObstacle(folder)).toBeNull();
  });

  it("where writing was ended at any point: parts, draws whose record is a part, a lock", async () => {
    await writeRun(join(root, "whole"), goodRun);
    const whole = (name: string): string => readFileSync(join(root, "whole", name), "utf8");
    write("draws.parquet.0123abcd.part", "PAR1");
    write("run.json.part", "{");
    write("run.lock", "{}");
    expect(await findObstacle(folder)).toBeNull();
    writeFileSync(join(folder, "draws.parquet"), readFileSync(join(root, "whole", "draws.parquet")));
    write("run.json.0123abcd.part", whole("run.json"));
    expect(await findObstacle(folder)).toBeNull();
    expect((await readRunFolder(folder)).run?.record).toEqual(goodRun.record);
  });

  it("where a link leads to such a folder: the run comes into the folder, and the link stays", async () => {
    mkdirSync(folder);
    const link = join(root, "link.run");
    symlinkSync(folder, link);
    expect(await findObstacle(link)).toBeNull();
    expect(await writeRun(link, goodRun)).toBeNull();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });
});

describe("a run is not written", () => {
  it("into a folder with other files in it, unless that is forced", async () => {
    write("thesis.tex");
    expect(await findObstacle(folder)).toMatchObject({ code: "HP0606", place: { file: folder } });
    expect(await findObstacle(folder, true)).toBeNull();
  });

  it("through a link to a folder with other files in it", async () => {
    write("thesis.tex");
    const link = join(root, "link.run");
    symlinkSync(folder, link);
    expect(await findObstacle(link)).toMatchObject({ code: "HP0606" });
  });

  it.each([
    ["no JSON", "mine"],
    ["nothing", ""],
    ["JSON of somebody else", '{"format":1,"name":"x"}'],
    ["a list", "[1]"],
  ])("over a `run.json` that is %s, unless that is forced", async (_, text) => {
    write("run.json", text);
    expect(await findObstacle(folder)).toMatchObject({
      code: "HP0619",
      message: "a run would replace `run.json` there, which is no record that this program wrote",
    });
    expect(await findObstacle(folder, true)).toBeNull();
  });

  it("over draws that belong to no run", async () => {
    write("draws.parquet", "PAR1 mine");
    expect(await findObstacle(folder)).toMatchObject({
      code: "HP0619",
      message: expect.stringContaining("belongs to no run that is there"),
    });
    await writeRun(join(root, "b.run"), goodRun);
    writeFileSync(join(root, "b.run", "draws.parquet"), "PAR1 mine");
    expect(await findObstacle(join(root, "b.run"))).toMatchObject({ code: "HP0619" });
  });

  it("over links, be they broken; where it is forced the link is replaced, and what it leads to stays", async () => {
    const mine = join(root, "mine.json");
    writeFileSync(mine, "mine");
    for (const name of ["run.json", "draws.parquet", "run.lock"]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      symlinkSync(mine, join(folder, name));
      expect(await findObstacle(folder)).toMatchObject({
        code: "HP0619",
        message: `a run would replace \`${name}\` there, which is a link`,
      });
    }
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    symlinkSync(mine, join(folder, "run.json"));
    expect(await findObstacle(folder, true)).toBeNull();
    expect(await writeRun(folder, goodRun)).toBeNull();
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(lstatSync(join(folder, "run.json")).isFile()).toBe(true);
  });

  it("through a link in the place of a part, as `run.json.part` was once", async () => {
    const mine = join(root, "mine.json");
    writeFileSync(mine, "mine");
    await writeRun(folder, goodRun);
    for (const name of ["run.json.part", "draws.parquet.part"]) symlinkSync(mine, join(folder, name));
    expect(await writeRun(folder, goodRun)).toBeNull();
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect((await readRunFolder(folder)).run?.record).toEqual(goodRun.record);
  });

  it("where a folder takes the place of a file, forced or not", async () => {
    for (const name of ["run.json", "draws.parquet", "run.lock"]) {
      mkdirSync(join(folder, name), { recursive: true });
      for (const isForced of [false, true])
        expect(await findObstacle(folder, isForced)).toMatchObject({ code: "HP0607" });
      rmSync(folder, { recursive: true });
    }
  });

  it("where a file is in the place of the folder, or of one above it, or a link that leads nowhere", async () => {
    writeFileSync(folder, "");
    for (const place of [folder, join(folder, "below.run")]) {
      expect(await findObstacle(place)).toMatchObject({
        code: "HP0607",
        message: expect.stringContaining("not a folder"),
      });
    }
    const link = join(root, "link.run");
    symlinkSync(join(root, "nowhere"), link);
    expect(await findObstacle(link)).toMatchObject({
      code: "HP0607",
      message: expect.stringContaining("leads nowhere"),
    });
  });
});
