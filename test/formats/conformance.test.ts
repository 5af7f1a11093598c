/** Every format holds the same draws in its samples, `samples/known/README.md`, and is asked the same of them. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DrawsFormat, noFacts, type ReadOptions, type ReadResult } from "../../src/formats/format.ts";
import { formats } from "../../src/formats/index.ts";
import { allBytes, fileAt, fileOfBytes, fileOfStream, type InputFile } from "../../src/formats/input-file.ts";
import { readFiles } from "../../src/formats/recognize.ts";
import { elementNamed, variableNamed } from "../../src/formats/variable-names.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { collectDraws } from "../../src/posterior/draws-source.ts";
import { inPieces } from "./pieces.ts";

const samples = fileURLToPath(new URL("samples/known", import.meta.url));
const known: {
  readonly chains: number;
  readonly draws: number;
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly divergent: readonly number[];
} = JSON.parse(readFileSync(join(samples, "draws.json"), "utf8"));
const options: ReadOptions = { warmup: null, thin: 1, memory: 1e8 };

/** A run: its files in the order of its chains. */
interface Sample {
  readonly title: string;
  readonly paths: readonly string[];
}

function samplesOf(name: string): Sample[] {
  const folder = join(samples, name);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  const inner = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => samplesOf(`${name}/${entry.name}`));
  return [...(paths.length > 0 ? [{ title: name, paths: paths.sort() }] : []), ...inner];
}

const filesOf = ({ paths }: Sample): Promise<InputFile[]> => Promise.all(paths.map(fileAt));

async function bytesOf({ paths }: Sample): Promise<Uint8Array[]> {
  return Promise.all(paths.map(async (path) => allBytes(await fileAt(path))));
}

async function headOf(file: InputFile) {
  const bytes = await file.head(1 << 16);
  return { name: file.name, bytes, text: new TextDecoder().decode(bytes) };
}

/** The known draws are there, those that `isTaken` of each chain; besides them only what the program adds. */
async function expectKnown(
  { received, problems }: ReadResult,
  isTaken = (_: number): boolean => true,
): Promise<void> {
  expect(problems).toEqual([]);
  const places = Array.from({ length: known.chains * known.draws }, (_, i) => i).filter((i) =>
    isTaken(i % known.draws),
  );
  expect(received).toMatchObject({
    source: { chainCount: known.chains, drawCount: places.length / known.chains },
  });
  const draws = await collectDraws(received!.source);
  const names = draws.variables.map(({ name }) => name);
  expect(names.filter((name) => name !== "lp__" && name !== "lp").sort()).toEqual(
    Object.keys(known.values).sort(),
  );
  for (const [name, values] of Object.entries(known.values)) {
    const place = names.indexOf(name);
    expect(draws.variables[place]).toEqual(variableNamed(name));
    expect([...draws.values[place]!], name).toEqual(places.map((i) => values[i]));
  }
  if (draws.statistics.divergent !== undefined)
    expect([...draws.statistics.divergent]).toEqual(places.map((i) => known.divergent[i]));
}

/** What is read, or why not, in words that help. */
function expectTold({ received, problems }: ReadResult, mustFail = false): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (received === null || mustFail) expect(errors.length).toBeGreaterThan(0);
  for (const { code, message, hint } of problems) {
    expect(code).toMatch(/^HP08\d\d$/);
    expect(message.length).toBeGreaterThan(10);
    expect(hint!.length).toBeGreaterThan(10);
  }
  if (mustFail) expect(received).toBeNull();
}

describe.each(formats.map((format) => [format.name, format] as const))(
  "the format %s",
  (name, format: DrawsFormat) => {
    const own = samplesOf(name);

    it("has samples", () => {
      expect(own.length, `files of ${name} in test/formats/samples/known/${name}`).toBeGreaterThan(0);
    });

    it("is told by what is in a file, and tells that of no other format for its own", async () => {
      for (const { name: other } of formats) {
        for (const sample of samplesOf(other)) {
          // Some programs put the names of their columns in a file of its own.
          const recognized = await Promise.all(
            (await filesOf(sample)).map(async (file) => format.recognizes(await headOf(file))),
          );
          if (other === name)
            expect(
              recognized.some((one) => one),
              sample.title,
            ).toBe(true);
          else expect(recognized, `${sample.title} as ${name}`).toEqual(recognized.map(() => false));
        }
      }
    });

    describe.each(own.map((sample) => [sample.title, sample] as const))("%s", (_, sample) => {
      it("has the known draws", async () => {
        await expectKnown(await format.read(await filesOf(sample), options));
      });

      it("has them without being told its format", async () => {
        await expectKnown(await readFiles(await filesOf(sample), null, options));
      });

      it("has them zipped, and from a pipe", async () => {
        const bytes = await bytesOf(sample);
        const zipped = bytes.map((one, i) => fileOfBytes(`${sample.paths[i]!}.gz`, gzipSync(one)));
        await expectKnown(await format.read(zipped, options));
        const piped = (given: readonly Uint8Array[]) =>
          given.map((one, i) => fileOfStream(sample.paths[i]!, inPieces(one, 1000)));
        await expectKnown(await format.read(piped(bytes), options));
        await expectKnown(await format.read(piped(bytes.map((one) => gzipSync(one))), options));
      });

      it("has them in very little memory", async () => {
        await expectKnown(await format.read(await filesOf(sample), { ...options, memory: 1000 }));
      });

      it("has those behind the warm-up, and every so manieth, if asked", async () => {
        const read = await format.read(await filesOf(sample), { ...options, warmup: 4, thin: 3 });
        await expectKnown(read, (draw) => draw >= 4 && (draw - 4) % 3 === 0);
      });

      it("says so if the warm-up leaves nothing", async () => {
        expectTold(await format.read(await filesOf(sample), { ...options, warmup: 20 }), true);
      });

      it("cut off anywhere, or with a byte that is another, is read as far as it goes or told from whole ones", async () => {
        const bytes = await bytesOf(sample);
        const stream = createRandomStream(308, 1);
        for (let k = 0; k < 60; k++) {
          const [first, ...rest] = bytes;
          const place = Math.floor(stream.uniform() * first!.length);
          const harmed = k % 2 === 0 ? first!.slice(0, place) : Uint8Array.from(first!);
          if (k % 2 === 1) harmed[place] = Math.floor(256 * stream.uniform());
          const files = [harmed, ...rest].map((one, i) => fileOfBytes(sample.paths[i]!, one));
          const read = await format.read(files, options);
          expectTold(read);
          if (read.received !== null) await collectDraws(read.received.source);
        }
      });
    });

    it.each([
      ["an empty file", new Uint8Array(0)],
      ["a text", new TextEncoder().encode("Dear all,\nthe draws are attached.\n")],
      ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
      ["an object of something else", new TextEncoder().encode('{"name": "hyperprior", "version": "1.0"}')],
      ["random bytes", Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 7919) >> 4)],
    ])("is not what %s is, and says so", async (_, bytes) => {
      const file = fileOfBytes("strange", bytes);
      expect(format.recognizes(await headOf(file))).toBe(false);
      expectTold(await format.read([file], options), true);
    });

    it("reads files of other formats, or tells why not", async () => {
      for (const { name: other } of formats)
        for (const sample of samplesOf(other))
          if (other !== name) expectTold(await format.read(await filesOf(sample), options));
    });

    // Formats that are only read have nothing to ask here.
    const { write } = format;
    if (write === undefined) return;
    it("reads what it writes", async () => {
      const names = Object.keys(known.values);
      const draws: Draws = {
        chainCount: known.chains,
        drawCount: known.draws,
        variables: names.map((one) => (one.includes("[") ? variableNamed(one) : elementNamed(one, []))),
        values: names.map((one) => Float64Array.from(known.values[one]!)),
        statistics: { divergent: Float64Array.from(known.divergent) },
      };
      const written = write({
        draws,
        sampling: noFacts,
        title: "schools",
        version: "0.9.0",
        plates: { theta: ["school"] },
      });
      const files: InputFile[] = [];
      for (const { suffix, pieces } of written) {
        const all: Uint8Array[] = [];
        for await (const piece of pieces()) all.push(piece);
        files.push(fileOfBytes(`out${suffix}`, Buffer.concat(all)));
      }
      await expectKnown(await format.read(files, options));
      await expectKnown(await readFiles(files, null, options));
    });
  },
);
