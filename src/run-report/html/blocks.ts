/** Blocks of a report as HTML. */

import { encodePicture } from "../../pictures/page/encode.ts";
import { escaped, escapedLines } from "../../text/html.ts";
import type { Block, PictureBlock } from "../blocks.ts";
import type { ReportHost } from "../report-host.ts";
import { inlineHtml } from "./inline.ts";
import { paletteOfPage } from "./style.ts";
import { tableHtml } from "./table.ts";

/** Pixels of a picture before the page draws it in the width that there is. */
const pictureWidth = 760;

/** Writes blocks down; elements have ids of their own, counted through the page. */
export class BlockWriter {
  private readonly host: Pick<ReportHost, "drawSvg" | "mathMl">;
  private count = 0;

  constructor(host: Pick<ReportHost, "drawSvg" | "mathMl">) {
    this.host = host;
  }

  /** One below the other. */
  all(blocks: readonly Block[]): string {
    return blocks.map((block) => this.one(block)).join("");
  }

  /** One of them. */
  one(block: Block): string {
    switch (block.kind) {
      case "paragraph":
        return `<p${block.isAside ? ' class="aside"' : ""}>${inlineHtml(block.phrase)}</p>\n`;
      case "list": {
        const name = block.isOrdered ? "ol" : "ul";
        const items = block.items.map((item) => `<li>${inlineHtml(item)}</li>\n`);
        return `<${name}>\n${items.join("")}</${name}>\n`;
      }
      case "table":
        return tableHtml(block.table, this.id("table"));
      case "picture":
        return this.picture(block);
      case "formula":
        return `<div class="formula" role="group" aria-label="${escaped(block.words)}" tabindex="0">${this.host.mathMl(block.latex)}</div>\n${this.latex(block.latex)}`;
      case "code":
        return `<div class="code" role="group" aria-label="${escaped(block.label)}" tabindex="0"><pre><code>${escapedLines(block.text)}</code></pre></div>\n`;
      case "verdict":
        return `<div class="verdict ${block.isGood ? "good" : "failed"}"${block.isGood ? "" : ' role="alert"'}><p><strong>${escaped(block.title)}</strong></p><p>${inlineHtml(block.phrase)}</p></div>\n`;
      case "folded":
        return `<details class="folded"><summary>${escaped(block.title)}</summary>\n${this.all(block.blocks)}</details>\n`;
    }
  }

  private id(name: string): string {
    this.count++;
    return `${name}-${this.count}`;
  }

  private latex(latex: string): string {
    return `<details class="folded latex"><summary>The same as LaTeX</summary>\n<div class="code" role="group" aria-label="LaTeX" tabindex="0"><pre><code>${escapedLines(latex.trimEnd())}</code></pre></div></details>\n`;
  }

  private picture({ picture, reading }: PictureBlock): string {
    const id = this.id("picture");
    const svg = compact(this.host.drawSvg(picture, { width: pictureWidth, palette: paletteOfPage }), id);
    return [
      `<figure id="${id}">\n<div class="picture">${svg.trim()}</div>\n`,
      `<figcaption>${inlineHtml([reading])}</figcaption>\n`,
      `<script type="application/json">${encodePicture(picture)}</script>\n</figure>\n`,
    ].join("");
  }
}

/**
 * Paths in tenths of a pixel. Ids of clips are counted through a process: here they are counted through the picture, and are its own.
 */
function compact(svg: string, id: string): string {
  const known = new Map<string, string>();
  const short = svg.replaceAll(/ d="[^"]*"/g, (path) => path.replaceAll(/(\.\d)\d+/g, "$1"));
  // Each panel has the same style, which the page has, too.
  const unstyled = short.replaceAll(/<style>:where\(\.plot-[^<]*<\/style>/g, "");
  // What marks are called is of no use where the picture is one image.
  const plain = unstyled.replaceAll(/(<\w+[^<>]*?) aria-label="[^"]*"/g, "$1");
  return plain.replaceAll(/plot-clip-\d+/g, (name) => {
    const own = known.get(name) ?? `${id}-clip-${known.size + 1}`;
    known.set(name, own);
    return own;
  });
}
