/** What stands in backticks in a sentence: commands and names. */

interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** The pieces of a sentence, without their backticks. */
export function codePieces(sentence: string): readonly Piece[] {
  return sentence
    .split(/`([^`]+)`/)
    .map((text, i) => ({ text, isCode: i % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
