/** The whole screen of a terminal, with its keys: taken, drawn, and given back however the program ends. */

import { emitKeypressEvents } from "node:readline";

export interface Screen {
  readonly size: () => { readonly width: number; readonly height: number };
  /** Replaces what is on the screen. */
  readonly draw: (lines: readonly string[]) => void;
  /** Told of each key by its name ("up", "return", "q", "ctrl-c"), and of "resize". */
  readonly onKey: (listen: (key: string) => void) => void;
  /** Gives the terminal back as it was. */
  readonly close: () => void;
}

const begin = "\x1b[?1049h\x1b[?25l";
const end = "\x1b[?25h\x1b[?1049l";

/** Takes the screen of this process. */
export function takeScreen(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Screen {
  let listener: (key: string) => void = () => {};
  let isOpen = true;
  const onKeypress = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    const name = key.name === "enter" ? "return" : (key.name ?? text ?? "");
    listener(key.ctrl === true ? `ctrl-${name}` : name);
  };
  const onResize = (): void => listener("resize");
  const onSignal = (): void => listener("ctrl-c");
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    input.off("keypress", onKeypress);
    output.off("resize", onResize);
    for (const signal of ["SIGTERM", "SIGHUP"]) process.off(signal, onSignal);
    process.off("exit", close);
    input.setRawMode(false);
    input.pause();
    output.write(end);
  };
  // An error that nobody catches ends the process, too.
  process.on("exit", close);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.resume();
  input.on("keypress", onKeypress);
  output.on("resize", onResize);
  output.write(begin);
  return {
    size: () => ({ width: output.columns || 80, height: output.rows || 24 }),
    draw: (lines) => void output.write(`\x1b[H\x1b[J${lines.join("\r\n")}`),
    onKey: (listen) => {
      listener = listen;
    },
    close,
  };
}
