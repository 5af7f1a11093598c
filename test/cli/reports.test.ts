/** What reports for machines tell of files that are cut short, or cannot be read. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./captured-terminal.ts";
import { writeStanFiles } from "./stan-files.ts";

let folder: string;
let cut: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-reports-"));
  cut = writeStanFiles(folder, "cut");
  const text = readFileSync(cut[1]!, "utf8");
  writeFileSync(cut[1]!, text.slice(0, text.lastIndexOf("# \n#  Elapsed") - 30));
});
afterAll(() => rmSync(folder, { recursive: true }));

const told = /HP083[34]: [^"]+/;

describe("a chain that was cut short", () => {
  it.each(["diagnose", "summary"])("is a case that is skipped in the reports of %s", async (command) => {
    const junit = await run(command, ...cut, "--output", "junit");
    expect(junit.out).toMatch(
      /<testcase [^>]*name="the files are whole" time="0">\n +<skipped message="HP083[34]/,
    );
    expect(junit.out).toMatch(/<testsuites [^>]*skipped="[1-9]/);
    const tap = await run(command, ...cut, "--output", "tap");
    expect(tap.out).toMatch(/^ok 1 - the files are whole # SKIP HP083[34]: /m);
    expect(tap.out.match(/^(not )?ok /gm)).toHaveLength(Number(/^1\.\.(\d+)$/m.exec(tap.out)![1]));
    const markdown = await run(command, ...cut, "--output", "markdown");
    expect(markdown.out).toMatch(/^- HP083[34]: /m);
  });

  it.each(["diagnose", "summary"])("is among the warnings of %s --json", async (command) => {
    const { warnings } = JSON.parse((await run(command, ...cut, "--json")).out);
    expect(warnings.map(({ code }: { code: string }) => code)).toContain("HP0825");
    expect(warnings[0]).toMatchObject({ severity: "warning", file: cut[1] });
    expect(`${warnings[0].code}: ${warnings[0].message}`).toMatch(told);
  });

  it("is nothing of a report where no chain is", async () => {
    const whole = writeStanFiles(folder, "whole");
    expect((await run("diagnose", ...whole, "--output", "junit")).out).not.toContain("the files are whole");
    expect(JSON.parse((await run("diagnose", ...whole, "--json")).out).warnings).toBeUndefined();
  });
});

describe("draws that cannot be read", () => {
  it("leave a report with an error in it", async () => {
    const { code, out, err } = await run("diagnose", join(folder, "a&b.csv"), "--output", "junit");
    expect(code).toBe(1);
    expect(err).toContain("HP0820");
    expect(out).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="hyperprior diagnose" tests="1"/,
    );
    expect(out).toContain('errors="1"');
    expect(out).toMatch(
      /<error type="HP0820" message="HP0820: [^"]*a&amp;b.csv[^"]*">[^<]*&#10;check the path[^<]*<\/error>/,
    );
    const tap = await run("summary", join(folder, "no.csv"), "--output=tap");
    expect(tap.out).toMatch(/^TAP version 14\nBail out! HP0820: .*\n$/);
  });

  it("leave none twice", async () => {
    const { out } = await run("diagnose", ...cut, "--output", "junit");
    expect(out.match(/<\?xml/g)).toHaveLength(1);
  });

  it("are told to be none where the file is empty", async () => {
    const path = join(folder, "empty.csv");
    writeFileSync(path, "");
    const { code, err } = await run("diagnose", path);
    expect(code).toBe(1);
    expect(err).toContain(`error HP0839: \`${path}\` is empty`);
  });
});

it("a missing cell of a table is told as missing, with its place", async () => {
  const path = join(folder, "table.csv");
  const rows = Array.from(
    { length: 50 },
    (_, i) => `1,${i + 1},${Math.sin(i)},${i === 6 || i === 9 ? "" : Math.cos(i)}`,
  );
  writeFileSync(path, `.chain,.iteration,mu,tau\n${rows.join("\n")}\n`);
  const { err } = await run("diagnose", path);
  expect(err.replace(/\s+/g, " ")).toContain(
    "warning HP0867: 2 values are missing, the first of `tau` in line 8: a draw without one counts as not finite",
  );
  writeFileSync(path, `.chain,.iteration,mu,tau\n${rows.join("\n").replaceAll(/,$/gm, ",NaN")}\n`);
  expect((await run("diagnose", path)).err).not.toContain("HP0867");
});
