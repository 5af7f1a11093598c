/** An address in the browser that the system opens addresses with. */

import { spawn } from "node:child_process";

const commands: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

/** Whether the system has a command for it; that one starts says nothing of what the reader sees. */
export async function openInBrowser(address: string): Promise<boolean> {
  const [command, ...words] = commands[process.platform] ?? [];
  if (command === undefined) return false;
  // Without a screen it would open a browser in the terminal.
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === "linux" && (DISPLAY ?? WAYLAND_DISPLAY) === undefined) return false;
  return new Promise((resolve) => {
    const child = spawn(command, [...words, address], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
