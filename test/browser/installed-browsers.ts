/** Browsers that are installed, and pages in them. None can be installed from npm, so what needs one is skipped where there is none. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface InstalledBrowser {
  readonly name: "chromium" | "firefox";
  readonly path: string;
}

const candidates: Readonly<Record<InstalledBrowser["name"], readonly (string | undefined)[]>> = {
  chromium: [
    process.env.CHROME_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/google-chrome",
  ],
  firefox: [process.env.FIREFOX_PATH, "/usr/bin/firefox", "/usr/bin/firefox-esr"],
};

/** The first of each that there is. */
export const installedBrowsers: readonly InstalledBrowser[] = (["chromium", "firefox"] as const).flatMap(
  (name) => {
    const path = candidates[name].find((one) => one !== undefined && existsSync(one));
    return path === undefined ? [] : [{ name, path }];
  },
);

function argumentsFor({ name }: InstalledBrowser, folder: string, address: string): string[] {
  if (name === "firefox") return ["--headless", "--no-remote", "--profile", folder, address];
  return ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}`, address];
}

/** Opens a page whose script posts its result to `/result`, and gives that. Throws if there is none in time. */
export async function runPage(browser: InstalledBrowser, page: string, timeoutMs = 120_000): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hyperprior-page-"));
  let take: (result: string) => void = () => {};
  const result = new Promise<string>((resolve, reject) => {
    take = resolve;
    setTimeout(
      () => reject(new Error(`${browser.name} gave no result in ${timeoutMs} ms`)),
      timeoutMs,
    ).unref();
  });
  const server = createServer((request, response) => {
    if (request.method !== "POST") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(request.url === "/" ? page : "");
      return;
    }
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      response.end();
      take(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  const child = spawn(browser.path, argumentsFor(browser, folder, `http://127.0.0.1:${port}/`), {
    stdio: "ignore",
  });
  try {
    return await result;
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    server.closeAllConnections();
    server.close();
    // Its own children may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
