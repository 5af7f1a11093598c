/** What there is of a model before it meets data, phase by phase: `explain --syntax`, `--checked` and `--math`. */

import { jsonText } from "./json-text.ts";
import type { ModelFile } from "./load.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Which of them are asked for. */
export interface PhaseFlags {
  readonly json?: boolean;
  readonly syntax?: boolean;
  readonly checked?: boolean;
  readonly math?: boolean;
}

/** Prints the phases that are asked for, as far as the model has come; gives whether there were any. Under `--json` they are one object. */
export async function showPhases(terminal: Terminal, file: ModelFile, flags: PhaseFlags): Promise<boolean> {
  const tree = flags.syntax ? file.tree : null;
  const model = flags.checked ? file.checked : null;
  const checked = model === null ? null : (await import("../api/describe-checked.ts")).describeChecked(model);
  if (flags.json && (tree ?? checked) !== null) {
    terminal.print(jsonText({ ...(tree && { syntax: tree }), ...(checked && { checked }) }));
  } else {
    if (tree !== null) {
      const { outlineSyntax } = await import("../language/syntax-outline.ts");
      const { renderOutline } = await import("../text/outline.ts");
      terminal.print(renderOutline(outlineSyntax(tree), lineOf(terminal).width));
    }
    if (checked !== null) {
      const { renderChecked } = await import("./show-checked.ts");
      terminal.print(renderChecked(checked, terminal));
    }
  }
  if (flags.math && file.checked !== null) {
    const { renderLatex } = await import("../language/latex.ts");
    terminal.print(renderLatex(file.checked));
  }
  return (flags.syntax ?? flags.checked ?? flags.math) === true;
}
