/** Pipes: zipped ones are unzipped, whatever pieces they come in, and what breaks off is told. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { allBytes, fileOfStream } from "../../src/formats/input-file.ts";
import { inPieces } from "./pieces.ts";

const text = "a,b\n1,2\n".repeat(500);
const plain = Buffer.from(text);
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe("a pipe", () => {
  it.each([1, 2, 7, 1 << 20])("has the same bytes zipped and not, in pieces of %d", async (size) => {
    for (const bytes of [plain, gzipSync(plain)]) {
      const file = fileOfStream("-", inPieces(bytes, size));
      expect(asText(await file.head(10))).toBe(text.slice(0, 10));
      expect(asText(await allBytes(file))).toBe(text);
    }
  });

  it("may be empty, or of one byte", async () => {
    for (const few of ["", "\x1f", "x"])
      expect(asText(await allBytes(fileOfStream("-", inPieces(Buffer.from(few), 1))))).toBe(few);
  });

  it("that is zipped and breaks off has a head, and throws behind it", async () => {
    const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * i * 7919) % 251));
    const whole = gzipSync(noise);
    const file = fileOfStream("-", inPieces(whole.subarray(0, whole.length - 20), 1000));
    expect((await file.head(1 << 20)).length).toBeGreaterThan(0);
    await expect(allBytes(file)).rejects.toThrow("unexpected end of file");
  });

  it("that fails by itself says so, zipped or not", async () => {
    for (const bytes of [plain, gzipSync(plain)]) {
      const failing = async function* () {
        yield bytes.subarray(0, 50);
        throw new Error("the pipe broke");
      };
      await expect(allBytes(fileOfStream("-", failing()))).rejects.toThrow("the pipe broke");
    }
  });
});
