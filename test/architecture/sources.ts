/** The files of src/ as text, with what they import: what the tests of the architecture go by. */

import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

export interface SourceFile {
  /** From src/: `numeric/power.ts`. */
  readonly path: string;
  /** The first part of the path; of a file in src/ itself, its name. */
  readonly room: string;
  readonly text: string;
  /** The text without its comments; strings stay, for they may become code. */
  readonly code: string;
  /** Files of ours, as paths from src/; imports of types and dynamic ones too. */
  readonly imports: readonly string[];
  /** Packages and modules of Node. */
  readonly packages: readonly string[];
}

const root = new URL("../../src/", import.meta.url);

/** All of src/, in the order of paths. */
export const sources: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .map(readSource);

function readSource(path: string): SourceFile {
  const text = readFileSync(new URL(path, root), "utf8");
  const code = withoutComments(text);
  const specifiers = importSpecifiers(code);
  const isOurs = (specifier: string): boolean => specifier.startsWith(".");
  return {
    path,
    room: path.split("/")[0]!,
    text,
    code,
    imports: specifiers.filter(isOurs).map((one) => posix.join(posix.dirname(path), one)),
    packages: specifiers.filter((one) => !isOurs(one)).map(packageOf),
  };
}

/** `import … from "x"`, `export … from "x"`, `import "x"`, and `import("x")` of values and of types. */
export function importSpecifiers(code: string): string[] {
  const forms = [
    // Of a bundle many are in one line.
    /(?:^|;)(?:import|export)\b[^;"'`]*?\bfrom\s*"([^"]+)"/gm,
    /(?:^|;)import\s*"([^"]+)"/gm,
    /\bimport\(\s*"([^"]+)"\s*\)/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1]!));
}

/** The package of a path in one. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}

/**
 * Comments go, lines stay. Strings are skipped over, so that `"/*"` opens nothing; a quote in a regular expression is taken for
 * a string that ends with its line.
 */
export function withoutComments(text: string): string {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?/g;
  return text.replace(token, (found) =>
    found.startsWith("/*") || found.startsWith("//") ? found.replace(/[^\n]/g, "") : found,
  );
}
