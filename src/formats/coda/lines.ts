/** The lines of CODA files. */

/** A variable of an index, with the rows of its values, from 1. */
export interface IndexLine {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** Null for what is no line of an index. */
export function indexLine(line: string): IndexLine | null {
  const parts = /^\s*(\S.*?)\s+(\d+)\s+(\d+)\s*$/.exec(line);
  if (parts === null) return null;
  const [first, last] = [Number(parts[2]), Number(parts[3])];
  const name = parts[1]!.replace(/^"(.*)"$/, "$1");
  return first >= 1 && last >= first && Number.isSafeInteger(last) ? { name, first, last } : null;
}

/** The number of the iteration and the value; null for what is no line of a chain. The value is NaN if it is no number. */
export function chainLine(line: string): readonly [iteration: number, value: number] | null {
  const text = line.trim();
  const space = text.search(/\s/);
  if (space < 0) return null;
  const iteration = Number(text.slice(0, space));
  const word = text.slice(space).trim();
  if (!Number.isSafeInteger(iteration) || word === "" || /\s/.test(word)) return null;
  return [iteration, numberOf(word)];
}

function numberOf(word: string): number {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(word);
  if (infinite === null) return Number(word);
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Lines that are looked at. */
const sampleLines = 50;

/** How many bytes the beginning of a file has at most: if as many, its last line may be cut. */
const longHead = 60_000;

/** Whether a text is a chain or an index; `size` is that of its beginning. */
export function isCoda(text: string, size: number): boolean {
  const lines = text.split(/\r?\n/, sampleLines + 1).filter((line) => line.trim() !== "");
  const whole = lines.length > sampleLines || size >= longHead ? lines.slice(0, -1) : lines;
  return whole.length > 0 && (isIndex(whole) || whole.every(isChainLine));
}

/** Whether the first lines, without blank ones, are those of an index: names are no numbers. */
export function isIndex(lines: readonly string[]): boolean {
  return lines.every((line) => {
    const found = indexLine(line);
    return found !== null && Number.isNaN(Number(found.name));
  });
}

function isChainLine(line: string): boolean {
  const found = chainLine(line);
  return found !== null && found[0] >= 0 && (!Number.isNaN(found[1]) || /\sna(n)?$/i.test(line.trim()));
}
