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

/** What a server has: texts of files by their paths, and what it sends with each. */
export interface Site {
  readonly files: Readonly<Record<string, string>>;
  readonly headers?: (path: string) => Readonly<Record<string, string>>;
}

/** Opens a page whose script posts its result to `/result`, and gives that. Throws if there is none in time. */
export function runPage(browser: InstalledBrowser, page: string, timeoutMs?: number): Promise<string> {
  return runSite(browser, { files: { "/": page } }, timeoutMs);
}

/** As `runPage`, for the page "/" of a site, or another one that posts to the site. */
export async function runSite(
  browser: InstalledBrowser,
  site: Site,
  timeoutMs = 120_000,
  pageOf = (address: string): string | Promise<string> => `${address}/`,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hyperprior-page-"));
  let take: (result: string) => void = () => {};
  const result = new Promise<string>((resolve, reject) => {
    take = resolve;
    setTimeout(
      () => reject(new Error(`${browser.name} gave no result in ${timeoutMs} ms`)),
      timeoutMs,
    ).unref();
  });
  const server = await serveSite(site, take);
  const page = await pageOf(server.address);
  const child = spawn(browser.path, argumentsFor(browser, folder, page), { stdio: "ignore" });
  try {
    return await result;
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    server.close();
    // Its own children may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Serves a site at an address of its own until it is closed; `take` has what is posted. */
export async function serveSite(
  { files, headers = () => ({}) }: Site,
  take: (body: string) => void = () => {},
): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    if (request.method !== "POST") {
      const path = request.url ?? "/";
      const text = files[path];
      const type = path.endsWith(".js") ? "text/javascript" : "text/html";
      response.writeHead(text === undefined ? 404 : 200, {
        "content-type": `${type}; charset=utf-8`,
        ...headers(path),
      });
      response.end(text);
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
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${port}`, close };
}
