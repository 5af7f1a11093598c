/** Names in the room that they have: those that would be cut to the same text are told apart. */

/** How a text is cut, and its letters: those of a terminal may take two columns. */
export interface NameRoom {
  /** Letters that have room. */
  readonly most: number;
  /** Cuts a text at its end. */
  readonly shortened: (text: string, most: number) => string;
  readonly ellipsis: string;
}

/**
 * The names, each cut at its end where it is too long; of different ones that are the same then, the middle is left out; and where that is not
 * enough, they are numbered.
 */
export function distinctNames(names: readonly string[], { most, shortened, ellipsis }: NameRoom): string[] {
  const cut = names.map((name) => shortened(name, most));
  const middle = distinctly(names, cut, (name) => shortened(withoutMiddle(name, most, ellipsis), most));
  const ranks = new Map<string, string[]>();
  return distinctly(names, middle, (name, i) => {
    const alike = ranks.get(middle[i]!) ?? [];
    if (!alike.includes(name)) alike.push(name);
    ranks.set(middle[i]!, alike);
    const number = `${ellipsis}${alike.indexOf(name) + 1}`;
    return `${Array.from(name)
      .slice(0, Math.max(0, most - number.length))
      .join("")}${number}`;
  });
}

/** Texts of which those that stand for different names are made anew. */
function distinctly(
  names: readonly string[],
  texts: readonly string[],
  anew: (name: string, i: number) => string,
): string[] {
  const namesOf = new Map<string, Set<string>>();
  for (const [i, text] of texts.entries()) namesOf.set(text, (namesOf.get(text) ?? new Set()).add(names[i]!));
  return texts.map((text, i) => (namesOf.get(text)!.size > 1 ? anew(names[i]!, i) : text));
}

function withoutMiddle(name: string, most: number, ellipsis: string): string {
  const letters = Array.from(name);
  const kept = Math.max(2, Math.floor(most) - ellipsis.length);
  if (letters.length <= kept) return name;
  const atEnd = Math.floor(kept / 2);
  return [...letters.slice(0, kept - atEnd), ellipsis, ...letters.slice(letters.length - atEnd)].join("");
}
