/** The folder `docs/editors`, an extension of VS Code: its manifest, and what its script starts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { repository } from "./commands.ts";

const folder = join(repository, "docs/editors");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const manifest = JSON.parse(read("package.json"));
const packageOfUs = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));

describe("the extension", () => {
  it("has the files that its manifest names, and the version of the package", () => {
    const { languages, grammars } = manifest.contributes;
    expect(JSON.parse(read(grammars[0].path))).toMatchObject({ scopeName: grammars[0].scopeName });
    const { brackets, wordPattern } = JSON.parse(read(languages[0].configuration));
    expect(brackets).toHaveLength(3);
    expect("  σ_b ~ half_normal(1)".match(new RegExp(wordPattern, "gu"))).toEqual(["σ_b", "half_normal"]);
    expect(read(manifest.main)).toContain("language-server");
    expect(manifest.version).toBe(packageOfUs.version);
    expect(packageOfUs.files).toContain("docs");
  });

  it("starts the language server of the setting, and stops it", async () => {
    const client = { start: vi.fn(async () => {}), stop: vi.fn(async () => {}) };
    const made: unknown[][] = [];
    const modules: Readonly<Record<string, object>> = {
      vscode: { workspace: { getConfiguration: () => ({ get: () => "/opt/hyperprior" }) } },
      "vscode-languageclient/node": {
        LanguageClient: class {
          readonly start = client.start;
          readonly stop = client.stop;
          constructor(...given: unknown[]) {
            made.push(given);
          }
        },
      },
    };
    const exports: { activate?: () => Promise<void>; deactivate?: () => Promise<void> } = {};
    runInNewContext(read("extension.js"), { exports, process, require: (name: string) => modules[name] });
    await exports.activate!();
    expect(made).toMatchObject([
      [
        "hyperprior",
        "Hyperprior",
        { command: "/opt/hyperprior", args: ["language-server"] },
        { documentSelector: [{ language: manifest.contributes.languages[0].id }] },
      ],
    ]);
    expect(client.start).toHaveBeenCalledOnce();
    await exports.deactivate!();
    expect(client.stop).toHaveBeenCalledOnce();
  });
});
