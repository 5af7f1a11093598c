/** Tables one after another, as if they were one. */

import { composed } from "../../text/composed.ts";
import type { OpenTable } from "../open-table.ts";
import { headersDiffer, typeDiffers } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";

/** All of them have the columns of the first, in whatever order; each is opened when it is read. Throws a `SourceFailure` where one has not. */
export async function openChained(
  paths: readonly string[],
  open: (path: string) => Promise<OpenTable>,
): Promise<OpenTable> {
  const [first, ...others] = paths;
  const head = await open(first!);
  if (others.length === 0) return head;
  const { columns } = head;
  return {
    columns,
    close: head.close,
    async *read(wanted) {
      yield* head.read(wanted);
      for (const path of others) {
        const table = await open(path);
        try {
          const names = table.columns.map(({ name }) => composed(name));
          requireAlike(
            path,
            first!,
            names,
            columns.map(({ name }) => composed(name)),
          );
          const own = wanted.map((one) => {
            const { name, kind } = columns[one.place]!;
            const place = names.indexOf(composed(name));
            const column = table.columns[place]!;
            if (column.kind !== kind) throw new SourceFailure(typeDiffers(path, first!, column));
            return { ...one, place };
          });
          yield* table.read(own);
        } finally {
          await table.close();
        }
      }
    },
  };
}

/** Throws a `SourceFailure` where a file lacks a column of the first, or has more. */
export function requireAlike(
  path: string,
  first: string,
  names: readonly string[],
  known: readonly string[],
): void {
  const lacking = known.filter((name) => !names.includes(name));
  const more = names.filter((name) => !known.includes(name));
  if (lacking.length + more.length > 0) throw new SourceFailure(headersDiffer(path, first, lacking, more));
}
