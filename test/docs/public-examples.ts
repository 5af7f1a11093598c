/** The tables of `docs/public-examples.md`: the examples that `test/formula/public-examples.test.ts` reads and binds. */

import type { Source } from "../formula/public-examples/example.ts";
import { sources } from "../formula/public-examples/index.ts";
import { anchor } from "./links.ts";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** How many examples of each source can be written, and how. */
export function publicExampleCounts(): string {
  const row = (name: string, own: readonly Source[]): string => {
    const count = (key: "formulas" | "statements" | "missing"): number =>
      own.reduce((sum, source) => sum + source[key].length, 0);
    return `| ${name} | ${count("formulas")} | ${count("statements")} | ${count("missing")} |`;
  };
  const rows = sources.map((source) => row(`[${source.title}](#${anchor(source.title)})`, [source]));
  return ["| | formula | statements | no |", "|---|---|---|---|", ...rows, row("all", sources)].join("\n");
}

/** The examples of all sources, each with what it is written as, or what is missing. */
export function publicExamples(): string {
  return sources.map(sectionOf).join("\n\n");
}

function sectionOf({ title, where, formulas, statements, missing }: Source): string {
  const written = formulas.map(({ name, formula, family, link, dropMissing }) => {
    const flags = [
      ...(family === undefined ? [] : [["family", family]]),
      ...(link === undefined ? [] : [["link", link]]),
    ];
    const words = flags.map(([flag, value]) => `, ${code(`--${flag} ${quoted(value!)}`)}`);
    const drop = dropMissing === true ? `, ${code("--drop-missing")}` : "";
    return `| ${name} | ${code(formula)}${words.join("")}${drop} |`;
  });
  const stated = statements.map(
    ({ name, statements: lines }) => `| ${name} | statements: ${code(lines.at(-1)!)} |`,
  );
  const none = missing.map(({ name, lacks }) => `| ${name.replaceAll("|", "\\|")} | no: ${lacks} |`);
  return [`## ${title}`, "", where, "", "| example | |", "|---|---|", ...written, ...stated, ...none].join(
    "\n",
  );
}

/** As the shell wants it. */
const quoted = (value: string): string => (/^\w+$/.test(value) ? value : `"${value}"`);
