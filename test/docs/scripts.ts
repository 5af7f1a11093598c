/** The scripts of `ts` blocks: type-checked and run against the build, as a project that has the package installed. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { repository } from "./commands.ts";

const run = promisify(execFile);

export interface Script {
  /** Path in the folder. */
  readonly name: string;
  readonly text: string;
}

const configuration = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "dom"],
    types: ["node"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    // A script that names a path below src/ stands beside the sources.
    rootDirs: [".", repository],
  },
  include: ["**/*.ts"],
  exclude: ["node_modules", "models"],
};

/** Makes the folder a project of its own, with the package in `node_modules`. */
export async function prepareProject(folder: string): Promise<void> {
  if (!existsSync(join(repository, "dist/index.js"))) throw new Error("run `npm run build` first");
  await mkdir(join(folder, "node_modules/@types"), { recursive: true });
  await symlink(repository, join(folder, "node_modules/hyperprior"));
  for (const name of ["@types/node", "commander", "undici-types"]) {
    await symlink(join(repository, "node_modules", name), join(folder, "node_modules", name));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(configuration));
}

/** What the compiler says of the scripts of a project; empty if nothing. */
export async function checkTypes(folder: string, scripts: readonly Script[]): Promise<string> {
  for (const { name, text } of scripts) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const compiler = join(repository, "node_modules/typescript/bin/tsc");
  try {
    await run(process.execPath, [compiler, "-p", folder], { cwd: folder });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Runs one script in a process of its own; what it prints. */
export async function runScript(folder: string, { name, text }: Script): Promise<string> {
  const { code } = await transform(text, { loader: "ts", format: "esm", target: "es2022" });
  const file = join(folder, name.replace(/\.ts$/, ".js"));
  await writeFile(file, code);
  const { stdout } = await run(process.execPath, [file], { cwd: folder });
  return stdout;
}
