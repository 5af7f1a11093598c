/** Advice about files of draws. */

import { gzipSync } from "node:zlib";
import { cmdStanFile, header, rowsOf, withoutAdaptation } from "../../formats/cmdstan/files.ts";
import type { Advice } from "./advice.ts";

const good = cmdStanFile({ seed: 2 });
const row = good.split("\n").find((line) => /^-?[\d.]+,/.test(line))!;
const cut = good.slice(0, good.lastIndexOf("# \n#  Elapsed") - 12);
const diagnose = "diagnose @fit_1.csv";

/** A file that is at fault, and the same file when it is not. */
const file = (code: string, content: string | Uint8Array, hint: string, next?: string): Advice => ({
  code,
  before: { files: { "fit_1.csv": content }, words: diagnose },
  hint,
  after: { files: { "fit_1.csv": good } },
  ...(next === undefined ? {} : { next }),
});

/** Two files, or other words, and words that are right. */
const words = (
  code: string,
  files: Readonly<Record<string, string>>,
  [before, hint, after]: readonly [string, string, string],
): Advice => ({
  code,
  before: { files: { "fit_1.csv": good, ...files }, words: before },
  hint,
  after: { words: after },
});

const foreign = { "out_1.csv": "a,b\n1,2\n" };
const toOut = "export @fit_1.csv --to cmdstan --out @out";

export const drawsAdvice: readonly Advice[] = [
  words("HP0820", {}, ["diagnose @fit.csv", "check the path", diagnose]),
  words("HP0820", {}, ["diagnose @fit.csv", 'a pattern in quotes: "fit_*.csv"', "diagnose @fit_*.csv"]),
  file("HP0821", gzipSync(good).subarray(0, 12), "see whether the file is whole"),
  file("HP0822", "hello\n", "what can be read: a run folder"),
  words("HP0822", { "fit.txt": `; of 2023\n${header}\n${rowsOf(20)}` }, [
    "diagnose @fit.txt",
    "name the format with --format if it is one of these",
    "diagnose @fit.txt --format cmdstan",
  ]),
  file("HP0824", good.replace(/^-?[\d.]+,.*\n/gm, ""), "read the files again when they have rows"),
  words("HP0825", { "fit_2.csv": cmdStanFile({ draws: 10, seed: 3 }) }, [
    "diagnose @fit_1.csv @fit_2.csv",
    "judge the others alone",
    diagnose,
  ]),
  words("HP0826", { "fit_2.csv": cmdStanFile({ header: header.replace("mu", "nu") }) }, [
    "diagnose @fit_1.csv @fit_2.csv",
    "name files of one run, a file for each chain",
    diagnose,
  ]),
  words("HP0827", {}, [`${diagnose} --warmup 20`, "name fewer rows", `${diagnose} --warmup 5`]),
  words("HP0827", {}, [`${diagnose} --warmup 20`, "leave the option out", diagnose]),
  words("HP0828", foreign, [toOut, "name another file with --out", `${toOut}put`]),
  words("HP0828", foreign, [toOut, "write --force to replace it", `${toOut} --force`]),
  words("HP0829", {}, [
    "export @fit_1.csv --to cmdstan --out @fit",
    "name another file with --out",
    "export @fit_1.csv --to cmdstan --out @other",
  ]),
  file("HP0839", "", "read it again when there is something in it"),
  words("HP0836", {}, [
    "export @fit_1.csv --to cmdstan --out @no/such/fit",
    "name a file in a folder that is there",
    toOut,
  ]),
  file("HP0830", cmdStanFile({ method: "optimize" }), "judge the output of `sample`"),
  file("HP0831", good.replace(row, row.replace(/,[^,]*$/, "")), "sample this chain again"),
  file("HP0832", good.replace(row, `${row}x`), "see whether the file was edited"),
  file("HP0833", cut, "read it again when it is done"),
  file("HP0834", cmdStanFile({ asked: 100 }), "read it again when it is done"),
  file(
    "HP0835",
    withoutAdaptation(good).replace("save_warmup = 0 (Default)", "save_warmup = 1"),
    "let it go on",
  ),
  file("HP0837", gzipSync(good, { level: 0 }).subarray(0, -400), "copy it again"),
];
