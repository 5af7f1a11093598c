/**
 * Text of others (labels and names of data, models, files and received runs) made visible where it leaves the program: what
 * would control a terminal, end a line, turn the direction of writing, or be seen by nobody is shown as the escape that stands
 * for it, `\n` or `\u{1b}`. So no label can forge a line of a report, and no two labels that differ look alike.
 *
 * Source: Unicode Technical Report 36 (security considerations) and Boucher & Anderson (2021), "Trojan Source".
 */

/**
 * Controls (C0, DEL, C1: general category Cc), format characters such as bidi overrides and zero-width ones (Cf), separators of
 * lines and paragraphs, halves of surrogate pairs, what is drawn as nothing, and what is no character.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** ASCII without controls: what nearly all texts are. */
const plain = /^[ -~]*$/;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text as one line in which every character can be seen. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(hidden, (character) => named[character] ?? `\\u{${hexadecimal(character)}}`);
}

/** Several lines of our own making: each as `visible` makes it, the newlines between them kept. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** JSON with the same characters escaped as JSON does it, so that it means what it meant; newlines stand between its parts. */
export function visibleJson(json: string): string {
  return json.replace(hidden, (character) => {
    if (character === "\n") return character;
    const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

function hexadecimal(character: string): string {
  return character.codePointAt(0)!.toString(16);
}
