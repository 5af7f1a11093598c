/** A mistake, the advice that is shown, and what is done on it. */

/** Files by name, and the words after `hyperprior`, in which `@` stands for the folder of the files. */
export interface Attempt {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly words: string;
}

export interface Advice {
  readonly code: string;
  readonly before: Attempt;
  /** What is shown as advice, or a part of it. */
  readonly hint: string;
  /** Files that are other now, and the words where they are. */
  readonly after: Partial<Attempt>;
  /** A warning is all that may be left; some advice leads to a next one, which says more. */
  readonly next?: string;
}

/** A model of one mean, with `y` declared and the lines given before its outcome. */
export function modelOf(columns: string, ...statements: readonly string[]): string {
  return `data {\n  ${columns.split(", ").join("\n  ")}\n}\n${statements.join("\n")}\n`;
}

/** A model `m.model` and a table `d.csv`, and the same with others of the two. */
export function checked(
  code: string,
  [model, table]: readonly [string, string | Uint8Array],
  hint: string,
  after: {
    readonly model?: string;
    readonly table?: string;
    readonly words?: string;
    readonly next?: string;
  },
): Advice {
  const { next, words } = after;
  return {
    code,
    before: { files: { "m.model": model, "d.csv": table }, words: "check @m.model --data @d.csv" },
    hint,
    after: {
      files: {
        ...(after.model === undefined ? {} : { "m.model": after.model }),
        ...(after.table === undefined ? {} : { "d.csv": after.table }),
      },
      ...(words === undefined ? {} : { words }),
    },
    ...(next === undefined ? {} : { next }),
  };
}
