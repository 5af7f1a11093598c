/** What must hold of any text whatever and any place in it: all is answered without a throw, with places in the text. */

import {
  applyEdits,
  completionsAt,
  definitionAt,
  formatText,
  hoverAt,
  hoverMarkdown,
  problemsOf,
  referencesAt,
  renamableAt,
  renameAt,
  type Stretch,
  symbolsOf,
  tokensOf,
} from "../../src/language-service/index.ts";

/** All that can be asked of a text and one offset in it. */
export function examine(text: string, offset: number): void {
  // There are too many of them for `expect`.
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`${what}, of the text ${JSON.stringify(text.slice(0, 2000))} at ${offset}`);
  };
  const within = ({ start, end }: Stretch): void => {
    must(start >= 0 && start <= end && end <= text.length, `${start} to ${end} is not in it`);
  };
  problemsOf(text).forEach(within);
  for (const { fix } of problemsOf(text)) fix?.edits.forEach(within);
  let last = 0;
  for (const token of tokensOf(text)) {
    within(token);
    must(token.start >= last, "words overlap");
    must(!/[\n\r]/.test(text.slice(token.start, token.end)), "a word of two lines");
    last = token.end;
  }
  for (const { whole, selection, children } of symbolsOf(text))
    [whole, selection, ...children.map((one) => one.whole)].forEach(within);
  const edits = formatText(text);
  edits.forEach(within);
  applyEdits(text, edits);
  const hover = hoverAt(text, offset);
  if (hover !== null) {
    within(hover);
    must(!/undefined|NaN|\[object/.test(hoverMarkdown(hover)), "a hover with holes");
  }
  const { items, ...replaced } = completionsAt(text, offset);
  within(replaced);
  for (const { label, insert, detail } of items)
    must(label !== "" && insert !== "" && detail !== "", `an empty item ${label}`);
  const definition = definitionAt(text, offset);
  if (definition !== null) within(definition);
  referencesAt(text, offset).forEach(within);
  const { problem } = renamableAt(text, offset);
  const renamed = renameAt(text, offset, "fresh_name");
  if (problem !== null) must(renamed.problem?.code === problem.code, "two answers");
  let behind = 0;
  for (const edit of renamed.edits ?? []) {
    within(edit);
    must(edit.start >= behind, "edits overlap");
    behind = edit.end;
  }
}
