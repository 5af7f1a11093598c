import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { RecordSplitter } from "../../src/data/csv-records.ts";
import { textsOf } from "../../src/data/fields.ts";

function split(text: string, size = text.length) {
  const records: string[][] = [];
  const lines: number[] = [];
  const splitter = new RecordSplitter({
    chooseDelimiter: () => ",",
    visit: (fields, line) => {
      records.push(textsOf(fields));
      lines.push(line);
    },
  });
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += size) splitter.push(bytes.subarray(start, start + size));
  splitter.end();
  return { records, lines, broken: splitter.broken };
}

/** A newline at the end ends a record; papaparse may see an empty one behind it. Blank lines at the end mean nothing. */
function withoutLastBlanks(records: readonly (readonly string[])[]) {
  const last = records.findLastIndex((fields) => fields.length > 1 || fields[0] !== "");
  return records.slice(0, last + 1);
}

describe("records", () => {
  test("are those of papaparse, for any text without a quote that is broken", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", "€", "𝛽", " ", ",", "\n", '"', '""', '"b,"', '"\n"'),
    });
    let compared = 0;
    fc.assert(
      fc.property(text, (content) => {
        const { data, errors } = new Papa.Parser({ delimiter: ",", newline: "\n" }).parse(
          content,
          0,
          false,
        ) as Papa.ParseResult<string[]>;
        const { records, broken } = split(content);
        expect(broken !== null).toBe(errors.length > 0);
        if (errors.length > 0) return;
        compared++;
        expect(withoutLastBlanks(records)).toEqual(withoutLastBlanks(data));
      }),
      { seed: 7, numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test("begin on the lines that they begin on, plain and quoted ones in turn", () => {
    const { records, lines } = split('a,b\n"c\nd","e""f"\n"g,",h\ni,"j\n\n"\nk,l');
    expect(records).toEqual([
      ["a", "b"],
      ["c\nd", 'e"f'],
      ["g,", "h"],
      ["i", "j\n\n"],
      ["k", "l"],
    ]);
    expect(lines).toEqual([1, 2, 4, 5, 8]);
  });

  test("are whole where stretches of the file end within them, quoted or not, and not UTF-8 or not", () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [`${i}`, i % 1000 === 0 ? 'é"\n"' : "é"]);
    const text = rows
      .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(","))
      .join("\n");
    for (const size of [70_001, 300_000]) expect(split(text, size).records).toEqual(rows);
  });

  test("of more fields than are usual have them all", () => {
    const fields = Array.from({ length: 1000 }, (_, i) => `${i}`);
    expect(split(`${fields.join(",")}\n`).records).toEqual([fields]);
  });
});
