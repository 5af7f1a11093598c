/** The gallery of pictures: of each kind what it shows, how it is read, and its example as a file and in a terminal. */

import { renderTerminal } from "../../src/pictures/terminal/render.ts";
import { pictureExamples } from "../pictures/examples.ts";

/** A section for each kind. The files are written by `test/pictures/gallery.test.ts`. */
export function pictureGallery(): string {
  const sections = pictureExamples.map(({ kind, command, picture }) => {
    const alternative = picture.description.replaceAll(/[[\]]/g, "\\$&");
    return `### ${kind.name}

${kind.about.charAt(0).toUpperCase()}${kind.about.slice(1)}: \`${command}\`

![${alternative}](pictures/${kind.name}.svg)

${kind.reading}

<details><summary>In the terminal</summary>

\`\`\`text
${renderTerminal(picture)}\`\`\`

</details>`;
  });
  return sections.join("\n\n");
}

/** The kinds with a line each, linked to their sections. */
export function pictureTable(): string {
  const rows = pictureExamples.map(({ kind }) => `| [\`${kind.name}\`](#${kind.name}) | ${kind.about} |`);
  return ["| kind | |", "|---|---|", ...rows].join("\n");
}
