/** What holds of every report, read as a browser reads it: faults are listed, so that a test can show all of them. */

import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { decodePicture } from "../../src/pictures/page/encode.ts";

/** The document of a page. */
export function pageOf(html: string): Document {
  return parseHTML(html).document as unknown as Document;
}

/** Structure, tables, pictures, and that nothing is asked for from outside; empty if all is well. */
export function findPageFaults(html: string): string[] {
  const page = pageOf(html);
  return [
    ...headingFaults(page),
    ...idFaults(page),
    ...tableFaults(page),
    ...pictureFaults(page),
    ...outsideFaults(page),
    ...policyFaults(html),
  ];
}

function headingFaults(page: Document): string[] {
  const levels = [...page.querySelectorAll("h1, h2, h3, h4")].map(({ localName }) => Number(localName[1]));
  const skipped = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1);
  return [
    ...(levels.filter((level) => level === 1).length === 1 && levels[0] === 1 ? [] : ["not one h1, first"]),
    ...skipped.map((level) => `a heading of level ${level} without one above it`),
    ...[...page.querySelectorAll("h1, h2")]
      .filter(({ textContent }) => textContent?.trim() === "")
      .map(() => "an empty heading"),
    ...(page.documentElement.getAttribute("lang") === "en" ? [] : ["no language"]),
  ];
}

function idFaults(page: Document): string[] {
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  const named = [...page.querySelectorAll("[aria-labelledby]")].map((one) =>
    one.getAttribute("aria-labelledby"),
  );
  const linked = [...page.querySelectorAll("a[href]")].map((one) => one.getAttribute("href")!);
  const sections = [...page.querySelectorAll("main > section")].map(({ id }) => `#${id}`);
  const listed = linked.filter((href) => href !== "#report");
  return [
    ...twice.map((id) => `the id ${id} twice`),
    ...named.filter((id) => !ids.includes(id ?? "")).map((id) => `no element ${id} to be named by`),
    ...linked.filter((href) => !href.startsWith("#")).map((href) => `a link to ${href}`),
    ...(listed.join() === sections.join()
      ? []
      : [`contents ${listed.join()} of sections ${sections.join()}`]),
  ];
}

function tableFaults(page: Document): string[] {
  return [...page.querySelectorAll("table")].flatMap((table) => {
    const name = table.querySelector("caption")?.textContent?.trim() ?? "";
    const heads = [...table.querySelectorAll("thead th")];
    const rows = [...table.querySelectorAll("tbody tr")];
    const uneven = rows.filter(({ children }) => children.length !== heads.length);
    const headless = rows.filter(({ children }) => children[0]?.getAttribute("scope") !== "row");
    return [
      ...(name === "" ? ["a table without caption"] : []),
      ...(heads.every((head) => head.getAttribute("scope") === "col")
        ? []
        : [`${name}: heads without scope`]),
      ...(rows.length > 0 ? [] : [`${name}: no rows`]),
      ...uneven.map(() => `${name}: a row of other length`),
      ...headless.map(() => `${name}: a row without head`),
    ];
  });
}

function pictureFaults(page: Document): string[] {
  return [...page.querySelectorAll("figure")].flatMap((figure) => {
    const svg = figure.querySelector("svg");
    const title = svg?.querySelector("title")?.textContent ?? "";
    const data = figure.querySelector('script[type="application/json"]')?.textContent ?? "";
    const { kind, panels } = decodePicture(data);
    return [
      ...(svg?.getAttribute("role") === "img" ? [] : [`${kind}: no image`]),
      ...(title === "" ? [`${kind}: no title`] : []),
      ...((svg?.querySelector("desc")?.textContent ?? "") === "" ? [`${kind}: no description`] : []),
      ...(panels.length > 0 ? [] : [`${kind}: no panels`]),
      ...(figure.querySelector("figcaption")?.textContent?.trim()
        ? []
        : [`${kind}: nothing says how to read it`]),
      ...(/NaN|undefined|Infinity/.test(svg?.querySelector("path")?.getAttribute("d") ?? "")
        ? [`${kind}: no path`]
        : []),
    ];
  });
}

/** Elements that load or run something, and attributes that do. */
function outsideFaults(page: Document): string[] {
  const loading = [...page.querySelectorAll("img, link, iframe, object, embed, video, audio, base, form")];
  const scripts = [...page.querySelectorAll("script:not([type])")];
  const attributes = [...page.querySelectorAll("*")].flatMap((one) =>
    [...one.attributes]
      .filter(({ name, value }) => name.startsWith("on") || name === "src" || /^\s*javascript:/i.test(value))
      .map(({ name, value }) => `${one.localName} has ${name}="${value}"`),
  );
  return [
    ...loading.map(({ localName }) => `an element ${localName}`),
    ...(scripts.length === 1 ? [] : [`${scripts.length} scripts`]),
    ...attributes,
    ...[...page.querySelectorAll("style")]
      .filter(({ textContent }) => /url\(|@import/.test(textContent ?? ""))
      .map(() => "a style that loads"),
    ...[...page.querySelectorAll(".temml-error, .temml-error *, merror")].map(
      ({ textContent }) => `mathematics that was not read: ${textContent}`,
    ),
  ];
}

/** The page may run its own script and no other. */
function policyFaults(html: string): string[] {
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const digest = createHash("sha256").update(script).digest("base64");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  return [
    ...(policy.includes("default-src 'none'") ? [] : ["what may be loaded is not said"]),
    ...(policy.includes(`script-src 'sha256-${digest}'`) ? [] : ["the script is not the one that may run"]),
    ...(/script-src[^;]*unsafe/.test(policy) ? ["any script may run"] : []),
  ];
}
