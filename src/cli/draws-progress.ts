/** The progress bar of draws that take their time: how much of the files is read, and of how many variables the values have been looked at. */

import type { SingleBar } from "cli-progress";
import type { DrawsSource } from "../posterior/draws-source.ts";
import { makeBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What is done sooner has no bar, which would only flicker. */
const patienceMs = 500;

/** A bar that shows itself when it is worth it; nothing where standard error is no terminal. */
export class DrawsProgress {
  private readonly bar: SingleBar | null;
  private readonly begun = performance.now();
  private isShown = false;

  private constructor(bar: SingleBar | null) {
    this.bar = bar;
  }

  static async on(terminal: Terminal): Promise<DrawsProgress> {
    return new DrawsProgress(await makeBar(terminal, "{phase} {bar} {done}", 30));
  }

  /** Bytes that are read; `of` is null for a pipe, of which nobody knows how much will come. */
  readonly read = (bytes: number, of: number | null): void => {
    const done = `${Math.round(bytes / 1e6)}${of === null ? "" : ` of ${Math.round(of / 1e6)}`} MB`;
    this.show("reading ", [bytes, of ?? bytes], done);
  };

  /** The source, which tells how far it is each time that its values are asked for. */
  watched(source: DrawsSource): DrawsSource {
    const { show, stop } = this;
    return {
      ...source,
      async *blocks(isWanted) {
        const total =
          isWanted === undefined ? source.variables.length : source.variables.filter(isWanted).length;
        let done = 0;
        try {
          for await (const block of source.blocks(isWanted)) {
            yield block;
            done += block.places.length;
            show("judging ", [done, total], `${done} of ${total} variables`);
          }
        } finally {
          stop();
        }
      },
    };
  }

  readonly stop = (): void => {
    if (this.isShown) this.bar?.stop();
    this.isShown = false;
  };

  private readonly show = (phase: string, [value, total]: readonly [number, number], done: string): void => {
    if (this.bar === null || performance.now() - this.begun < patienceMs) return;
    if (!this.isShown) this.bar.start(total, value, { phase, done });
    this.isShown = true;
    this.bar.setTotal(total);
    this.bar.update(value, { phase, done });
  };
}
