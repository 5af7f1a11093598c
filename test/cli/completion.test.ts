/** The scripts of `completion`, asked by the shells themselves what they complete. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-completion-"));
beforeAll(async () => {
  for (const name of ["one.run", "two", "other", "my folder"]) mkdirSync(join(folder, name));
  for (const name of ["one.run/run.json", "two/run.json", "a.model", "my data.csv", "b.csv"])
    writeFileSync(join(folder, name), "");
  for (const shell of ["bash", "zsh", "fish"])
    writeFileSync(join(folder, `.${shell}`), (await run("completion", shell)).out);
});
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;
const shellQuoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** What a shell without settings of its own prints for a script, in the folder. */
function ask(shell: "bash" | "zsh" | "fish", script: string): string {
  const bare = { bash: "--norc", zsh: "-f", fish: "--no-config" }[shell];
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder };
  return execFileSync(shell, [bare, "-c", script], { cwd: folder, encoding: "utf8", env });
}

/** What bash offers for the last of the words. */
function inBash(...words: readonly string[]): string[] {
  const script = `source ./.bash
COMP_WORDS=(${["hyperprior", ...words].map(shellQuoted).join(" ")})
COMP_CWORD=${words.length}
_hyperprior
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = ask("bash", script);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

function inFish(line: string): string[] {
  const script = `source ./.fish; complete -C ${shellQuoted(line)}`;
  const text = ask("fish", script);
  return text
    .split("\n")
    .filter((one) => one !== "")
    .map((one) => one.split("\t")[0]!)
    .sort();
}

describe("bash completes", () => {
  it.each([
    [["su"], ["summary"]],
    [
      ["fit", "--me"],
      ["--method", "--metric"],
    ],
    [
      ["fit", "--method", ""],
      ["auto", "gibbs", "hmc", "marginal", "nuts", "whitened"],
    ],
    [["fit", "--method", "=", "g"], ["gibbs"]],
    [["fit", "x.model", "--metric", "f"], ["fisher"]],
    [["diagnose", "x", "--format", "cm"], ["cmdstan"]],
    [["fit", "--workers", ""], ["auto"]],
    [
      ["fit", "--family", "zero_inflated_b"],
      ["zero_inflated_beta", "zero_inflated_beta_binomial", "zero_inflated_binomial"],
    ],
    [
      ["fit", "--data", "my"],
      ["my data.csv", "my folder"],
    ],
    [
      ["fit", "--out", "o"],
      ["one.run", "other"],
    ],
    [["fit", "--draws", ""], []],
    [["fit", "a"], ["a.model"]],
    [["fit", "b"], []],
    [
      ["resume", ""],
      ["one.run", "two"],
    ],
    [["variance", "oth"], ["other"]],
    [["summary", "b"], ["b.csv"]],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [["help", "compl"], ["completion"]],
    [["--v"], ["--version"]],
    [["variance", "--dr"], []],
  ] as const)("%j to %j", (words, offered) => {
    expect(inBash(...words)).toEqual(offered);
  });

  it("every command, and every option of each", async () => {
    const { out } = await run("--help");
    const names = [...out.matchAll(/^ {2}([\w-]+) [[<]/gm)].map(([, name]) => name!);
    expect(inBash("")).toEqual([...names].sort());
    for (const name of names.filter((one) => one !== "help")) {
      const help = (await run(name, "--help")).out;
      const options = [...help.matchAll(/^ {2}(?:-h, )?(--[\w-]+)/gm)].map(([, option]) => option!);
      expect(inBash(name, "-")).toEqual([...options, "-h"].sort());
    }
  });
});

describe.runIf(isThere("fish"))("fish completes", () => {
  it.each([
    ["hyperprior su", ["summary"]],
    ["hyperprior fit --me", ["--method", "--metric"]],
    ["hyperprior fit --method ", ["auto", "gibbs", "hmc", "marginal", "nuts", "whitened"]],
    ["hyperprior fit --method=g", ["--method=gibbs"]],
    ["hyperprior fit --draws ", []],
    ["hyperprior fit --data b", ["b.csv"]],
    ["hyperprior fit a", ["a.model"]],
    ["hyperprior resume ", ["one.run/", "two/"]],
    ["hyperprior completion ", ["bash", "fish", "zsh"]],
  ] as const)("%s", (line, offered) => {
    expect(inFish(line)).toEqual(offered);
  });
});

describe.runIf(isThere("zsh"))("the script for zsh", () => {
  it("is one that zsh reads, and makes itself the completion of the program", () => {
    const script = "autoload -U compinit; compinit -u -D; source ./.zsh; print $_comps[hyperprior]";
    const text = ask("zsh", script);
    expect(text).toBe("_hyperprior\n");
  });
});

it("the script for zsh has each option with its values", async () => {
  const { out } = await run("completion", "zsh");
  expect(out).toContain("'*--method=[auto, marginal");
  expect(out).toContain(":value:(auto marginal gibbs whitened nuts hmc)'");
  expect(out).toContain(":value:_files -/'");
});

it("an unknown shell is told which there are", async () => {
  const { code, err } = await run("completion", "tcsh");
  expect(code).toBe(1);
  expect(err).toContain("Allowed choices are bash, zsh, fish");
});
