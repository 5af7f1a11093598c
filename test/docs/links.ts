/** Links within the repository: the file must be there, and the heading in it. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The targets that do not exist, of a page at `path`. */
export function findBrokenLinks(path: string, page: string): string[] {
  const prose = page.replace(/^ *```[\s\S]*?^ *```$/gm, "").replace(/`[^`\n]*`/g, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(path, page, target));
}

function leadsSomewhere(path: string, page: string, target: string): boolean {
  const [file = "", heading] = target.split("#");
  const place = file === "" ? path : join(dirname(path), file);
  if (!existsSync(place)) return false;
  if (heading === undefined) return true;
  if (statSync(place).isDirectory()) return false;
  const text = file === "" ? page : readFileSync(place, "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].some((match) => anchor(match[1] ?? "") === heading);
}

/** The anchor that GitHub gives a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
