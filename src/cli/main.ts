#!/usr/bin/env node
/** The entry of the command line: loads the program with its compiled code, where that is kept, and keeps it after what went well. */

import { fileURLToPath } from "node:url";
import { codeFile } from "./code-folder.ts";
import { exitCodes } from "./exit-codes.ts";
import { loadScript } from "./load-script.ts";

const path = fileURLToPath(new URL("./program.cjs", import.meta.url));
const { exported, keepCode } = loadScript<typeof import("./process-program.ts")>(
  path,
  codeFile(path),
  (name) => import(name),
);
process.exitCode = await exported.runInProcess(process.argv.slice(2));
if (process.exitCode === exitCodes.good) keepCode();
