/** Compiled code that is kept between commands: where it is, when it is trusted, and that nothing of it can harm. */

import { execFile, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { codeFile, codeFolder, isOwn, isOwnFolder, makeOwnFolder } from "../../src/cli/code-folder.ts";
import { readCode, writeCode } from "../../src/cli/kept-code.ts";
import { loadScript } from "../../src/cli/load-script.ts";
import { mainFile } from "../run/built.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "hyperprior-code-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true });
});

/** There files have no owner and no mode that Node tells, so what rests on them is not asked. */
const isWindows = process.platform === "win32";
const source = Buffer.from("exports.two = () => 2;");
const other = Buffer.from("exports.two = () => 3;");
const code = Buffer.from("what an engine handed out");

const noModules = (): never => {
  throw new Error("no module is asked for");
};

describe("the folder of compiled code", () => {
  it("is where the platform has such files", () => {
    const home = isWindows ? "C:\\Users\\me" : "/home/me";
    expect(codeFolder("linux", {}, home)).toBe(join(home, ".cache", "hyperprior"));
    expect(codeFolder("linux", { XDG_CACHE_HOME: base }, home)).toBe(join(base, "hyperprior"));
    expect(codeFolder("darwin", {}, home)).toBe(join(home, "Library/Caches", "hyperprior"));
    expect(codeFolder("win32", { LOCALAPPDATA: base }, home)).toBe(join(base, "hyperprior"));
    expect(codeFolder("linux", { XDG_CACHE_HOME: "a/relative/path" }, home)).toMatch(/\.cache/);
    expect(codeFolder("win32", {}, home)).toBe(null);
    expect(codeFolder("linux", {}, "")).toBe(null);
  });

  it("has a file for each installation, and none under HYPERPRIOR_NO_CACHE", () => {
    const file = codeFile("/a/program.cjs");
    expect(file).toMatch(/hyperprior[/\\][0-9a-f]{32}\.code$/);
    expect(codeFile("/b/program.cjs")).not.toBe(file);
    vi.stubEnv("HYPERPRIOR_NO_CACHE", "1");
    expect(codeFile("/a/program.cjs")).toBe(null);
  });

  // Windows has no modes and owners of this kind; there the folder of the user is the protection.
  it.skipIf(isWindows)("is nobody's but the user's, and no link", () => {
    const uid = process.getuid!();
    expect([0o700, 0o755, 0o770, 0o777, 0o720, 0o702].map((mode) => isOwn({ uid, mode }))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isOwn({ uid: uid + 1, mode: 0o700 })).toBe(false);
    const folder = join(base, "deep", "hyperprior");
    expect(isOwnFolder(folder)).toBe(false);
    expect(makeOwnFolder(folder)).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    symlinkSync(folder, join(base, "link"));
    expect(isOwnFolder(join(base, "link"))).toBe(false);
    chmodSync(folder, 0o777);
    expect(makeOwnFolder(folder)).toBe(false);
  });
});

describe("a file of compiled code", () => {
  const size = 1234.5;
  const fileIn = (folder: string): string => join(base, folder, `${"0".repeat(32)}.code`);

  it("is read as it was written, of the same source", () => {
    const file = fileIn("hyperprior");
    expect(readCode(file, source)).toBe(null);
    writeCode(file, source, { code, size });
    expect(readCode(file, source)).toEqual({ code, size });
    expect(readCode(file, other)).toBe(null);
    writeCode(file, other, { code, size });
    expect(readCode(file, other)).toEqual({ code, size });
    expect(readdirSync(join(base, "hyperprior"))).toHaveLength(1);
  });

  it("is none if a byte of it is another, or missing", () => {
    const file = fileIn("hyperprior");
    writeCode(file, source, { code, size });
    const good = readFileSync(file);
    for (let i = 0; i < good.length; i++) {
      const bad = Buffer.from(good);
      bad[i]! ^= 1;
      writeFileSync(file, bad);
      expect(readCode(file, source)).toBe(null);
      writeFileSync(file, good.subarray(0, i));
      expect(readCode(file, source)).toBe(null);
    }
    writeFileSync(file, good);
    expect(readCode(file, source)).toEqual({ code, size });
  });

  // As above: of modes and links, which Windows has others of.
  it.skipIf(isWindows)("is not read where others can write it, or through a link", () => {
    const file = fileIn("hyperprior");
    writeCode(file, source, { code, size });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o666);
    expect(readCode(file, source)).toBe(null);
    chmodSync(file, 0o600);
    chmodSync(join(base, "hyperprior"), 0o777);
    expect(readCode(file, source)).toBe(null);
    writeCode(file, other, { code, size });
    chmodSync(join(base, "hyperprior"), 0o700);
    expect(readCode(file, source)).toEqual({ code, size });
    renameSync(file, join(base, "elsewhere"));
    symlinkSync(join(base, "elsewhere"), file);
    expect(readCode(file, source)).toBe(null);
  });

  it("is not written, and nothing said, where it cannot be", () => {
    const inTheWay = fileIn("a-file/hyperprior");
    writeFileSync(join(base, "a-file"), "");
    expect(() => writeCode(inTheWay, source, { code, size })).not.toThrow();
    expect(readCode(inTheWay, source)).toBe(null);
    // A folder in the place of the file: the renaming fails, and nothing is left beside it.
    const taken = fileIn("taken");
    mkdirSync(join(taken, "full"), { recursive: true, mode: 0o700 });
    writeCode(taken, source, { code, size });
    expect(readdirSync(join(base, "taken"))).toEqual([`${"0".repeat(32)}.code`]);
  });

  it("goes when it is old and another is written, as what was left half written does; files of others stay", () => {
    const folder = join(base, "hyperprior");
    writeCode(fileIn("hyperprior"), source, { code, size });
    const names = [`${"1".repeat(32)}.code`, `${"2".repeat(32)}.code.half`, "notes.txt"];
    for (const name of names) {
      writeFileSync(join(folder, name), "");
      utimesSync(join(folder, name), new Date(0), new Date(0));
    }
    writeFileSync(join(folder, `${"3".repeat(32)}.code`), "");
    writeCode(fileIn("hyperprior"), source, { code, size });
    expect(readdirSync(folder).sort()).toEqual([
      `${"0".repeat(32)}.code`,
      `${"3".repeat(32)}.code`,
      "notes.txt",
    ]);
  });
});

describe("a script that is loaded", () => {
  type Two = { readonly two: () => number };
  const write = (text: Buffer): string => {
    writeFileSync(join(base, "script.cjs"), text);
    return join(base, "script.cjs");
  };

  it("gives the same with its code and without, and of a new source the new", () => {
    const file = join(base, "hyperprior", "x.code");
    const load = (text: Buffer) => loadScript<Two>(write(text), file, noModules);
    const first = load(source);
    expect(first.exported.two()).toBe(2);
    expect(existsSync(file)).toBe(false);
    first.keepCode();
    expect(readCode(file, source)).not.toBe(null);
    expect(load(source).exported.two()).toBe(2);
    const changed = load(other);
    expect(changed.exported.two()).toBe(3);
    changed.keepCode();
    expect(readCode(file, source)).toBe(null);
    expect(readCode(file, other)).not.toBe(null);
  });

  it("is compiled anew where the engine refuses the code, which is then replaced", () => {
    const file = join(base, "hyperprior", "x.code");
    writeCode(file, source, { code, size: 1e12 });
    const loaded = loadScript<Two>(write(source), file, noModules);
    expect(loaded.exported.two()).toBe(2);
    loaded.keepCode();
    expect(readCode(file, source)!.code.equals(code)).toBe(false);
  });

  it("keeps nothing without a file", () => {
    const loaded = loadScript<Two>(write(source), null, noModules);
    loaded.keepCode();
    expect(loaded.exported.two()).toBe(2);
    expect(readdirSync(base)).toEqual(["script.cjs"]);
  });
});

describe("the command line", () => {
  const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}, main = mainFile) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
      env: { ...process.env, XDG_CACHE_HOME: base, LOCALAPPDATA: base, ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const kept = (): string[] =>
    existsSync(join(base, "hyperprior")) ? readdirSync(join(base, "hyperprior")) : [];
  const help = ["fit", "--help"];

  it("says the same with code that is kept, without, and with a file that is damaged, which it replaces", () => {
    const without = run(help, { HYPERPRIOR_NO_CACHE: "1" });
    expect(without).toMatchObject({ status: 0, stderr: "" });
    expect(kept()).toEqual([]);
    expect(run(help)).toEqual(without);
    const [name] = kept();
    const file = join(base, "hyperprior", name!);
    const good = readFileSync(file);
    expect(run(help)).toEqual(without);
    expect(readFileSync(file).equals(good)).toBe(true);
    const bad = Buffer.from(good);
    bad.fill(0xff, good.length >> 1);
    writeFileSync(file, bad);
    expect(run(help)).toEqual(without);
    expect(readFileSync(file).equals(bad)).toBe(false);
    expect(kept()).toEqual([name]);
  });

  it("keeps one file of two that begin at once", async () => {
    const env = { ...process.env, XDG_CACHE_HOME: base, LOCALAPPDATA: base };
    const begin = () => promisify(execFile)(process.execPath, [mainFile, ...help], { env });
    const [one, two] = await Promise.all([begin(), begin()]);
    expect(one.stdout).toBe(two.stdout);
    expect(kept()).toHaveLength(1);
    expect(run(help)).toEqual({ status: 0, stdout: one.stdout, stderr: "" });
  });

  it("keeps nothing of what failed", () => {
    expect(run(["fit", "no-such.model"]).status).toBe(1);
    expect(kept()).toEqual([]);
  });

  it("keeps more where more of it is called", () => {
    const sizeOfKept = (): number => statSync(join(base, "hyperprior", kept()[0]!)).size;
    run(["--version"]);
    const less = sizeOfKept();
    run(help);
    expect(sizeOfKept()).toBeGreaterThan(less);
    const more = sizeOfKept();
    run(["--version"]);
    expect(sizeOfKept()).toBe(more);
  });

  it("is begun through a link as well, as npm makes them", () => {
    if (isWindows) return;
    symlinkSync(mainFile, join(base, "hyperprior-link"));
    expect(run(["--version"], {}, join(base, "hyperprior-link"))).toEqual(run(["--version"]));
    expect(kept()).toHaveLength(1);
  });
});
