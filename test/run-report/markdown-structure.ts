/** What holds of every report in Markdown: faults are listed. */

import type { MarkdownReport } from "../../src/index.ts";

/** Headings, tables, pictures and fences; empty if all is well. `folder` is where the text says that pictures are. */
export function findMarkdownFaults({ text, pictures }: MarkdownReport, folder: string): string[] {
  const outside = withoutFences(text);
  const links = [...outside.matchAll(/!\[(?:[^\]\\]|\\.)*\]\(([^)]*)\)/g)].map(([, target]) => target!);
  const files = pictures.map(({ name }) => `${folder}/${name}`);
  return [
    ...(outside.match(/^# /gm)?.length === 1 ? [] : ["not one title"]),
    ...(links.join() === files.join() ? [] : [`links ${links.join()} to pictures ${files.join()}`]),
    ...files.filter((file, i) => files.indexOf(file) !== i).map((file) => `${file} twice`),
    ...pictures
      .filter(({ svg }) => !/^<svg [^>]*data-maker="hyperprior"/.test(svg))
      .map(({ name }) => `${name} is no SVG`),
    ...(outside.match(/<(?!\/?details>|\/?summary>|!-- report)/g) ?? []).map((one) => `a tag ${one}`),
    ...tableFaults(outside),
    ...((text.match(/^`{3,}/gm)?.length ?? 0) % 2 === 0 ? [] : ["a fence that does not end"]),
    ...(/undefined|\[object/.test(outside) ? ["a word of JavaScript"] : []),
  ];
}

/** Text outside of blocks and spans of code. */
function withoutFences(text: string): string {
  return text.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, "").replaceAll(/(?<!\\)`[^`\n]+`/g, "code");
}

/** Every row has as many cells as the head of its table. */
function tableFaults(text: string): string[] {
  const faults: string[] = [];
  let cells: number | null = null;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) {
      cells = null;
      continue;
    }
    const count = line.replaceAll(/\\./g, "").split("|").length;
    cells ??= count;
    if (count !== cells) faults.push(`a row of ${count - 2} cells in place of ${cells - 2}: ${line}`);
  }
  return faults;
}
