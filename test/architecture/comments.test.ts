/**
 * Every file says what it is, and every export what its type cannot. An export needs no comment of its own where the
 * comment of its file is about it: where it bears the name of its file, or is the file's only export. Nor does one whose
 * fields have theirs, nor a problem or a wording, which is a sentence already.
 */

import { describe, expect, it } from "vitest";
import { type SourceFile, sources } from "./sources.ts";

const declaration = /^export (?:abstract |async )*(const|let|function\*?|class|interface|type) (\w+)/;
const isSentences = (path: string): boolean => /(^|\/)(problems(-\w+)?|\w+-wording)\.ts$/.test(path);
const plain = (name: string): string => name.replaceAll("-", "").toLowerCase();

function undocumented(file: SourceFile): string[] {
  const lines = file.text.split("\n");
  const exported = lines.flatMap((line, i) => {
    const found = declaration.exec(line);
    return found === null ? [] : [{ at: i, kind: found[1]!, name: found[2]! }];
  });
  if (exported.length < 2 || isSentences(file.path)) return [];
  const fileName = plain(/([\w-]+)\.ts$/.exec(file.path)![1]!);
  return exported
    .filter(({ at }) => !lines[at - 1]!.endsWith("*/"))
    .filter(({ name }) => ![fileName, `register${fileName}`].includes(plain(name)))
    .filter(
      ({ at, kind }) => !["class", "interface", "type"].includes(kind) || !hasDocumentedFields(lines, at),
    )
    .map(({ at, name }) => `${file.path}:${at + 1} ${name}`);
}

function hasDocumentedFields(lines: readonly string[], start: number): boolean {
  const isEnd = (line: string, i: number): boolean => i > start && (/^[^\s]/.test(line) || line === "");
  const end = lines.findIndex((line, i) => isEnd(line, i) && line !== "");
  return lines.slice(start, end === -1 ? undefined : end).some((line) => line.trim().startsWith("/**"));
}

describe("comments", () => {
  it("open every file", () => {
    expect(sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("stand before every export that its file's own comment is not about", () => {
    expect(sources.flatMap(undocumented)).toEqual([]);
  });

  it("hold no code that is switched off", () => {
    const isCode = (line: string): boolean =>
      /^\s*\/\/\s*(const|let|if|for|return|import|export)\b.*[;{]\s*$/.test(line);
    const found = sources.flatMap(({ path, text }) =>
      text
        .split("\n")
        .filter(isCode)
        .map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
