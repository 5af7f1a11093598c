/** `plot`: words and options to a picture, which is printed or written. */

import { ProblemError } from "../api/problem-error.ts";
import { asciiName } from "../language/names.ts";
import { isNoPicture, type PictureKind } from "../pictures/kind.ts";
import { pictureKinds } from "../pictures/kinds/index.ts";
import type { Picture } from "../pictures/picture.ts";
import { renderTerminal } from "../pictures/terminal/render.ts";
import { textWidth, wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import type { DrawsFlags } from "./draws-options.ts";
import { codeOfVerdict, type ExitCode, exitCodes } from "./exit-codes.ts";
import { endingOf, renderPictureFile } from "./picture-file.ts";
import { type ChosenVariables, chooseForPicture, groupForPicture, pictureInput } from "./picture-input.ts";
import { findPlotObstacle, type PlotPlace, writePlot } from "./plot-file.ts";
import { splitPlotWords } from "./plot-words.ts";
import { kindMissing, noPicture, optionUnused } from "./problems-pictures.ts";
import { readDrawsOf } from "./read-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";
import type { VariableFlags } from "./variable-options.ts";

/** What the command parses besides what draws are read by. */
export interface PlotFlags extends VariableFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly dark?: boolean;
  readonly width?: number;
  readonly ascii?: boolean;
  readonly prob: number;
  readonly lenient?: boolean;
}

/** Does what the words say; gives the exit code. */
export async function plotDraws(
  terminal: Terminal,
  words: readonly string[],
  flags: PlotFlags & DrawsFlags,
): Promise<ExitCode> {
  const { sources, kind, variables } = splitPlotWords(words);
  requireUsedOptions(flags);
  if (kind === null) {
    const names = pictureKinds.map(({ name }) => name);
    if (flags.out !== undefined) throw new ProblemError([kindMissing(names)], "", "");
    terminal.print(renderKinds(terminal, sources));
    return exitCodes.good;
  }
  await requireFreePlace(kind, flags, sources);
  const given = await readDrawsOf(terminal, sources, flags);
  const group = groupForPicture(kind, variables, given);
  const patterns = group === null ? variables : [];
  const wanted = { ...flags, include: [...patterns, ...(flags.include ?? [])] };
  const chosen = chooseForPicture(kind, wanted, given);
  const { summary, diagnosis } = await given.judge({ prob: flags.prob });
  const input = await pictureInput(given, chosen, {
    summary,
    group,
    prob: flags.prob,
    needsData: kind.needsData === true,
  });
  const picture = kind.draw(input);
  if (isNoPicture(picture)) throw new ProblemError([noPicture(kind.name, picture.reason)], "", "");
  const { showFailureOf } = await import("./show-run.ts");
  showFailureOf(terminal, diagnosis, sources);
  await showPicture(terminal, picture, kind, flags);
  tellOfRest(terminal, chosen, { kind, sources });
  return codeOfVerdict(diagnosis.verdict, flags.lenient);
}

/** How a picture is shown: in the terminal, or in a file. */
export type PictureFlags = Pick<PlotFlags, "out" | "force" | "dark" | "width" | "ascii">;

/** Prints the picture, or writes its file. */
export async function showPicture(
  terminal: Terminal,
  picture: Picture,
  kind: PictureKind,
  flags: PictureFlags,
): Promise<void> {
  if (flags.out === undefined) terminal.print(renderForTerminal(terminal, picture, flags));
  else await writePicture(terminal, { picture, kind, path: flags.out, flags });
}

/** Throws a `ProblemError` for options of a picture that do not go together. */
export function requireUsedOptions({ out, dark, ascii, force, width }: PictureFlags): void {
  const ofFile = "is of files, and the picture is printed";
  const problems = [
    ...(out === undefined && dark
      ? [optionUnused("--dark", ofFile, "name a file: `--out picture.svg`")]
      : []),
    ...(out === undefined && force
      ? [optionUnused("--force", ofFile, "name a file: `--out picture.svg`")]
      : []),
    ...(out !== undefined && ascii
      ? [optionUnused("--ascii", "is of the terminal, and the picture is written to a file", "leave it out")]
      : []),
    ...(out !== undefined && width !== undefined && width < leastPixels
      ? [
          optionUnused(
            `--width ${width}`,
            "is too narrow for a file, whose width is in pixels",
            `write at least \`--width ${leastPixels}\``,
          ),
        ]
      : []),
  ];
  if (problems.length > 0) throw new ProblemError(problems, "", "");
}

/** Files are at least that wide, so that two panels have room for their numbers. */
const leastPixels = 300;

/** Before draws are read, which may take its time. Throws a `ProblemError` where a file must not be written. */
export async function requireFreePlace(
  kind: PictureKind,
  { out, force }: PictureFlags,
  sources: readonly string[],
): Promise<void> {
  if (out === undefined) return;
  endingOf(out);
  const obstacle = await findPlotObstacle(placeOf(kind, out), sources, force === true);
  if (obstacle !== null) throw new ProblemError([obstacle], "", out);
}

function placeOf({ name }: PictureKind, path: string): PlotPlace {
  return { path, option: `--out ${name}.svg` };
}

function renderForTerminal(terminal: Terminal, picture: Picture, { width, ascii }: PictureFlags): string {
  const { paint, paintPicture, width: lineWidth } = terminal;
  const isAscii = ascii === true;
  return renderTerminal(picture, {
    width: width ?? Math.max(40, lineWidth),
    isAscii,
    ...(isAscii ? { spell: asciiName } : {}),
    hasColours: paintPicture !== undefined,
    // Where there are no colours there may still be bold letters.
    paint: paintPicture ?? ((text, look) => (look === "title" ? paint(text, "header") : text)),
  });
}

interface WrittenPicture {
  readonly picture: Picture;
  readonly kind: PictureKind;
  readonly path: string;
  readonly flags: PictureFlags;
}

async function writePicture(
  terminal: Terminal,
  { picture, kind, path, flags }: WrittenPicture,
): Promise<void> {
  const { dark, width } = flags;
  const options = { isDark: dark === true, width, reading: kind.reading };
  const { content, warning } = await renderPictureFile(picture, path, options);
  const problem = await writePlot(placeOf(kind, path), content);
  if (problem !== null) throw new ProblemError([problem], "", path);
  if (warning !== null) warnOf(terminal, [warning], "", path);
  terminal.print(
    `${wrap(`${visible(picture.title)}: written to ${visible(path)}`, lineOf(terminal).width, "  ")}\n`,
  );
}

/** Where variables were chosen for the user, what is not shown. */
function tellOfRest(
  terminal: Terminal,
  { variables, of }: ChosenVariables,
  { kind, sources }: { readonly kind: PictureKind; readonly sources: readonly string[] },
): void {
  if (variables.length >= of || kind.variables === null || variables.length > kind.variables.usual) return;
  const command = `hyperprior plot ${sources.map(visible).join(" ")} ${kind.name} "NAME"`;
  const text = `${variables.length} of ${of} variables; others by their names or patterns: ${command}`;
  terminal.print(`\n${terminal.paint(wrap(text, lineOf(terminal).width, "  "), "muted")}\n`);
}

/** The kinds with a line each, and how one is drawn. */
function renderKinds(terminal: Terminal, sources: readonly string[]): string {
  const { width } = lineOf(terminal);
  const column = Math.max(...pictureKinds.map(({ name }) => textWidth(name))) + 2;
  const lines = pictureKinds.map(({ name, about }) =>
    wrap(name.padEnd(column) + about, width, " ".repeat(column)),
  );
  const example = `hyperprior plot ${sources.map(visible).join(" ")} ${pictureKinds[0]!.name}`;
  return `${terminal.paint("kinds of pictures", "header")}\n\n${lines.join("\n")}\n\n${example}\n`;
}
