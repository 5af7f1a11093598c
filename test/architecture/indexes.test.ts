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
  "pictures/kinds": /\/index\.ts$/,
};

describe("the index of a folder", () => {
  it.each(Object.entries(lists))("lists every file of %s", (folder, isApart) => {
    const index = sources.find(({ path }) => path === `${folder}/index.ts`)!;
    const files = sources
      .map(({ path }) => path)
      .filter((path) => path.startsWith(`${folder}/`) && !isApart.test(path));
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((path) => !index.imports.includes(path))).toEqual([]);
  });
});
