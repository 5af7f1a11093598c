/** Draws as an Arrow IPC table, file or stream, which pandas and R call Feather. Source: the Arrow columnar format, 1.x, "IPC". */

import type { DrawsFormat } from "./format.ts";

export const arrow: DrawsFormat = {
  name: "arrow",
  title: "Arrow IPC (Feather)",
  extensions: [".arrow", ".feather", ".arrows", ".ipc"],
  recognizes: ({ text, bytes }) => text.startsWith("ARROW1") || isStream(bytes),
  read: async (files, options) => (await import("./tables/read.ts")).readArrowFiles(files, options),
  write: (written) => [
    {
      suffix: "",
      async *pieces() {
        const { arrowPieces } = await import("./tables/write-arrow.ts");
        yield* arrowPieces(written.draws);
      },
    },
  ],
};

/** A stream begins with -1, the length of a schema message, and the message. */
function isStream(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || [0, 1, 2, 3].some((i) => bytes[i] !== 0xff)) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getInt32(4, true);
  return length > 0 && length < 1 << 28 && length % 8 === 0;
}
