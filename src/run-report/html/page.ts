/** A report as one page that needs no network. It says all that it says without its script, which lets tables be sorted and pictures be moved. */

import { escaped, inScript } from "../../text/html.ts";
import type { Report, Section } from "../blocks.ts";
import type { ReportHost } from "../report-host.ts";
import { BlockWriter } from "./blocks.ts";
import { reportStyle } from "./style.ts";

/** The text of the page. */
export async function reportPage(report: Report, host: Omit<ReportHost, "setting">): Promise<string> {
  const { title, subtitle, verdicts, sections, version } = report;
  const writer = new BlockWriter(host);
  const script = inScript(host.script);
  const policy = `default-src 'none'; script-src 'sha256-${await sha256(script)}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="hyperprior">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}: ${escaped(subtitle.toLowerCase())}</title>
<style>${reportStyle}</style>
</head>
<body>
<a class="skip" href="#report">To the report</a>
<header>
<h1>${escaped(title)}</h1>
<p class="about">${escaped(subtitle)}, made by Hyperprior ${escaped(version)}</p>
<div id="tools" class="tools" hidden></div>
${writer.all(verdicts)}<nav aria-label="Contents">
<details open><summary>Contents</summary>
<ol>
${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escaped(name)}</a></li>\n`).join("")}</ol>
</details>
</nav>
</header>
<main id="report" tabindex="-1">
${sections.map((section) => sectionHtml(section, writer)).join("")}</main>
<footer>
<p>Everything in this page is in this file; it asks for nothing from outside.</p>
</footer>
<p id="told" class="told" role="status" aria-live="polite"></p>
<script>${script}</script>
</body>
</html>
`;
}

function sectionHtml({ id, title, isOpen, blocks }: Section, writer: BlockWriter): string {
  return `<section id="${id}" aria-labelledby="${id}-title">
<details${isOpen ? " open" : ""}>
<summary><h2 id="${id}-title">${escaped(title)}</h2></summary>
${writer.all(blocks)}</details>
</section>
`;
}

/** Of its UTF-8, in base64: what a content security policy names a script by. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
