/**
 * A page of documentation as its fenced blocks, each with what comments that no reader sees say of it.
 *
 * A comment stands on the lines before a fence, `<!-- key: value -->` or `<!-- key -->`; a value may begin on the next line:
 *
 * - `around`: what completes a fragment; a model block gets it behind, a script before itself.
 * - `file: NAME`: the block is that file for the rest of the page.
 * - `problem: HP0308 HP0201`: the model has problems of these kinds and no others.
 * - `exit: 3`: the exit code of the block's last command, otherwise 0.
 * - `output`: the block is what the block before it prints; `shape`: the types of the JSON that it prints.
 * - `not run: REASON`: for readers only.
 */

export interface Block {
  /** `model`, `ts`, `sh`, `text`, …; empty for a bare fence. */
  readonly language: string;
  /** Without the fences; ends with a newline unless empty. */
  readonly text: string;
  readonly directives: ReadonlyMap<string, string>;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** Where the text stands in the page. */
  readonly start: number;
  readonly end: number;
}

const fence = /^ *```(\S*)[^\n]*\n((?:(?! *```)[^\n]*\n)*) *```$/gm;
/** Comments that end where the fence begins. */
const comments = /(?:<!--(?:(?!-->)[\s\S])*-->\n)+ *$/;
const comment = /<!--\s*([a-z ]+?) *(?:[:\n]\s*((?:(?!-->)[\s\S])*?))?\s*-->/g;

export function readBlocks(page: string): Block[] {
  return [...page.matchAll(fence)].map((match) => {
    const before = page.slice(0, match.index);
    const start = match.index + match[0].indexOf("\n") + 1;
    const text = match[2] ?? "";
    return {
      language: match[1] ?? "",
      text,
      directives: readDirectives(comments.exec(before)?.[0] ?? ""),
      line: before.split("\n").length,
      start,
      end: start + text.length,
    };
  });
}

function readDirectives(text: string): Map<string, string> {
  return new Map([...text.matchAll(comment)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** The page with the texts of some blocks replaced. */
export function replaceBlocks(page: string, texts: ReadonlyMap<Block, string>): string {
  const last = [...texts].sort(([a], [b]) => b.start - a.start);
  return last.reduce(
    (text, [block, fresh]) => text.slice(0, block.start) + fresh + text.slice(block.end),
    page,
  );
}

/** Makes the regions between `<!-- generated: WORDS -->` and `<!-- end -->` anew. */
export function replaceRegions(page: string, generate: (words: readonly string[]) => string): string {
  const region = /(<!-- generated: ([^\n]*?) -->\n)(?:(?!<!-- end -->)[\s\S])*(<!-- end -->)/g;
  return page.replace(region, (_, open: string, words: string, close: string) => {
    return `${open}\n${generate(words.split(" "))}\n${close}`;
  });
}
