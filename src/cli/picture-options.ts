/** The options of pictures that answers have. */

import type { Command } from "commander";

/** What `--out` says where a command writes nothing else. */
const outOfPicture = "write the picture: .svg, .png, or .html for a page that can be moved";

/** `--plot`, `--out`, `--force`, `--dark` and `--ascii`; gives the command back. `out` says what `--out` does, if more than that. */
export function addPictureOptions(command: Command, out = outOfPicture): Command {
  return command
    .option("--plot", "a picture of it besides, in the terminal")
    .option("--out <file>", out)
    .option("--force", "replace a file there that is no picture of ours")
    .option("--dark", "a file in light on dark")
    .option("--ascii", "in the terminal by letters of ASCII alone");
}
