/**
 * One text is one text: `é` as one character and `é` as `e` with an accent behind it look alike and mean the same, so both
 * become the composed form of Unicode (NFC) where text enters: in the lexer, in the readers of tables, in the options of the
 * command line. Behind these places texts are compared as they are.
 *
 * Source: Unicode Standard Annex 15; annex 31 recommends the form for identifiers. Text that is composed stays as it is.
 */

/** The text in its composed form; the same string where it is that already, at once if it is ASCII. */
export function composed(text: string): string {
  return text.normalize("NFC");
}
