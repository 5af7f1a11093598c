/** Adding a thing of a list is one file and one line in the folder's index: a file that the index forgets is found here. */

import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Folders that are lists, with the files in them that are not on the list. */
const lists: Readonly<Record<string, RegExp>> = {
  distributions:
    /\/(index|distribution|distribution-words|gaussian-chain|thresholds|[\w-]+-draw)\.ts$|\/modifiers\//,
  "distributions/modifiers": /\/(index|component)\.ts$/,
  "density/transforms": /\/(index|transform)\.ts$/,
  "cli/commands": /\/index\.ts$/,
  "pictures/kinds": /\/(index|of-draws)\.ts$/,
};

describe("the index of a folder", () => {
  it.each(Object.entries(lists))("lists every file of %s", (folder, isApart) => {
    const named = (name: string) => sources.filter(({ path }) => path === `${folder}/${name}.ts`);
    // A part of a list may be one of its own.
    const imports = [...named("index"), ...named("of-draws")].flatMap((one) => one.imports);
    const files = sources
      .map(({ path }) => path)
      .filter((path) => path.startsWith(`${folder}/`) && !isApart.test(path));
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((path) => !imports.includes(path))).toEqual([]);
  });
});
