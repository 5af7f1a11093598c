/** What keeps a text from being set by LaTeX, as far as it shows in the text. */

/** Empty where nothing is found. */
export function latexFaults(text: string): string[] {
  const faults: string[] = [];
  // What is escaped is a letter from here on.
  const plain = text.replace(/\\\\/g, "\n").replace(/\\[{}$&#%_]/g, "x");
  let depth = 0;
  for (const sign of plain) {
    if (sign === "{") depth++;
    else if (sign === "}" && --depth < 0) return ["a brace is closed that was not opened"];
  }
  if (depth !== 0) faults.push(`${depth} braces are open`);
  const parts = plain.split("$");
  if (parts.length % 2 === 0) faults.push("mathematics is not ended");
  const outside = parts.filter((_, i) => i % 2 === 0).join(" ");
  const inside = parts.filter((_, i) => i % 2 === 1).join(" ");
  for (const sign of outside.replace(/\\(begin|end|label|cite)\{[^}]*\}/g, "").matchAll(/[_^#%~]/g))
    faults.push(`${sign[0]} outside of mathematics`);
  for (const sign of text.matchAll(/[\u0370-\u03ff≤≥≠×²–—…√→]/g))
    faults.push(`${sign[0]} is no letter of LaTeX`);
  if (/\}\^\{[^}]*\}\^|\}_\{[^}]*\}_/.test(inside)) faults.push("two superscripts or subscripts");
  const [opened, closed] = ["begin", "end"].map((word) =>
    [...plain.matchAll(new RegExp(`\\\\${word}\\{(\\w+\\*?)\\}`, "g"))].map(([, name]) => name),
  );
  if (opened!.sort().join() !== closed!.sort().join()) faults.push("environments do not match");
  return faults;
}
