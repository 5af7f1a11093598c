/** What there is of a model before it meets data, phase by phase: `explain --syntax`, `--checked` and `--math`. */

import type { CheckedModel } from "../language/checked-model.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Which of them are asked for. */
export interface PhaseFlags {
  readonly json?: boolean;
  readonly syntax?: boolean;
  readonly checked?: boolean;
  readonly math?: boolean;
}

/** What was asked for of them. */
export interface ShownPhases {
  /** Whether there were any. */
  readonly areAny: boolean;
  /** Under `--json`: parts of the object that is to be printed. */
  readonly parts: object;
}

/**
 * Prints the phases that are asked for, as far as the model has come (null if there are mistakes in it); under `--json` syntax and
 * checked model are given back.
 */
export async function showPhases(
  terminal: Terminal,
  source: string,
  model: CheckedModel | null,
  flags: PhaseFlags,
): Promise<ShownPhases> {
  const tree = flags.syntax ? (await import("../language/parser.ts")).parse(source).tree : null;
  const shown = flags.checked ? model : null;
  const checked = shown && (await import("../api/describe-checked.ts")).describeChecked(shown);
  if (flags.json !== true && tree !== null) {
    const { outlineSyntax } = await import("../language/syntax-outline.ts");
    const { renderOutline } = await import("../text/outline.ts");
    terminal.print(renderOutline(outlineSyntax(tree), lineOf(terminal).width));
  }
  if (flags.json !== true && checked !== null) {
    const { renderChecked } = await import("./show-checked.ts");
    terminal.print(renderChecked(checked, terminal));
  }
  if (flags.math && model !== null) {
    const { renderLatex } = await import("../language/latex.ts");
    terminal.print(renderLatex(model));
  }
  return {
    areAny: (flags.syntax ?? flags.checked ?? flags.math) === true,
    parts: flags.json ? { ...(tree && { syntax: tree }), ...(checked && { checked }) } : {},
  };
}
