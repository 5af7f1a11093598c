/**
 * Columns that were not kept when a file was read first. Where they are in each row is known from then, so that nothing else of the file is
 * looked at; of a file that can only be read from its beginning on, the rows are read again.
 */

import type { InputFile } from "../input-file.ts";
import { NumberRowReader } from "./number-row.ts";
import { RowStore } from "./row-store.ts";
import { type ColumnRange, readSections, type Section } from "./sections.ts";

/** A section, and where it is. */
export interface PlacedSection {
  readonly file: InputFile;
  /** Of the sections of its file that have a header, from 0. */
  readonly place: number;
  readonly section: Section;
}

/** Rows of the columns, of each section. Throws what reading throws, or where a file has become another meanwhile. */
export async function readColumnsAgain(
  placed: readonly PlacedSection[],
  range: ColumnRange,
): Promise<RowStore[]> {
  const read = new Map<InputFile, readonly Section[]>();
  const found: RowStore[] = [];
  for (const one of placed) {
    const { file, place, section } = one;
    const marked = readMarked(one, range);
    if (marked !== null) {
      found.push(marked);
      continue;
    }
    const known = read.get(file);
    const again = known ?? (await readSections(file.pieces(), () => range)).sections;
    const sections = known ?? again.filter(({ header }) => header.length > 0);
    read.set(file, sections);
    const other = sections[place];
    if (other === undefined || other.rows.rowCount < section.rows.rowCount) throw becameShorter(file);
    found.push(other.rows);
  }
  return found;
}

/** Null where no places are known, or the file cannot be read at them. */
function readMarked({ file, section }: PlacedSection, { first, last }: ColumnRange): RowStore | null {
  const { marks, rows } = section;
  if (marks === null || file.openAt === undefined || first < marks.first) return null;
  const from = Math.floor((first - marks.first) / marks.step);
  const to = Math.min(marks.perRow - 1, Math.ceil((last - marks.first) / marks.step));
  const begin = marks.first + from * marks.step;
  const store = new RowStore(last - first, rows.isCoded);
  const numbers = new NumberRowReader();
  const window = file.openAt();
  try {
    for (let row = 0; row < rows.rowCount; row++) {
      const [start, end] = marks.rangeOf(row, from, to);
      const length = end - start;
      if (window.read(numbers.room(0, length), start, end) < length) throw becameShorter(file);
      numbers.fill(length);
      store.take(numbers, [0, length], [first - begin, last - begin], null);
      store.keep();
    }
  } finally {
    window.close();
  }
  store.end();
  return store;
}

function becameShorter({ name }: InputFile): Error {
  return new Error(`${name} became shorter while it was read`);
}
