/** The command line as it is built, killed again and again, and gone on with until it ends. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { mainFile } from "./built.ts";

/** Runs a command; after `killAfterMs` it is killed, if it is still there. The exit code is null if it was. */
function runCommand(words: readonly string[], killAfterMs: number | null): Promise<number | null> {
  const child = spawn(process.execPath, [mainFile, ...words], { stdio: "ignore" });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      if (timer !== null) clearTimeout(timer);
      resolve(code);
    });
  });
}

export interface KilledRun {
  /** Of the command that came to its end. */
  readonly code: number | null;
  readonly kills: number;
}

/**
 * Fits with these words and kills the process at a random time after its start, `kills` times, going on with what it left each time;
 * then lets it end. Where nothing was left it is begun again.
 */
export async function fitAndKill(
  fit: readonly string[],
  out: string,
  { kills, mostMs, seed }: { readonly kills: number; readonly mostMs: number; readonly seed: number },
): Promise<KilledRun> {
  const stream = createRandomStream(seed, 0);
  const checkpoint = ["--checkpoint", "0.05", "--lenient"];
  for (let count = 0; ; count++) {
    const isThere = existsSync(join(out, "run.json"));
    const words = isThere ? ["resume", out] : ["fit", ...fit, "--out", out];
    const killAfterMs = count < kills ? 150 + mostMs * stream.uniform() : null;
    const code = await runCommand([...words, ...checkpoint], killAfterMs);
    if (code !== null) return { code, kills: count };
  }
}
