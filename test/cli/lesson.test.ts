/** `lesson`: what it lists and writes, what it serves, and what does not go together. */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { serveLessons } from "../../src/cli/lesson/server.ts";
import { readLessonSite } from "../../src/cli/lesson/site.ts";
import { lessons } from "../../src/lessons/index.ts";
import { mainFile } from "../run/built.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-lesson-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const names = [...lessons.map(({ name }) => name), "playground"];

describe("the texts of lessons", () => {
  it("are there for each lesson, in each language with the same places and the same words", async () => {
    const { texts } = await readLessonSite();
    const places = (html: string): string[] => html.match(/data-place="[\w-]+"/g) ?? [];
    for (const page of texts.pages) {
      const english = texts.pages.find(({ name, language }) => name === page.name && language === "en")!;
      expect(Object.keys(page.words), page.name).toEqual(Object.keys(english.words));
      expect(places(page.html), page.name).toEqual(places(english.html));
      const values = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
      for (const [key, text] of Object.entries(page.words))
        expect(values(text), `${page.name} ${key}`).toEqual(values(english.words[key]!));
    }
    const ofLessons = texts.pages.filter(({ name, language }) => language === "en" && names.includes(name));
    expect(ofLessons.map(({ name }) => name)).toEqual(names);
  });
});

describe("the guide for teachers", () => {
  it("names each lesson by its title", async () => {
    const { texts } = await readLessonSite();
    for (const guide of texts.pages.filter(({ name }) => name === "teachers")) {
      const titles = texts.pages.filter(
        ({ name, language }) => language === guide.language && names.includes(name),
      );
      for (const { title } of titles) expect(guide.html, guide.language).toContain(`<td>${title}</td>`);
    }
  });
});

describe("lesson", () => {
  it("lists what there is", async () => {
    const { out, code } = await run("lesson", "--list");
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(names);
  });

  it("writes a lesson as one file that loads nothing, and replaces only its own", async () => {
    const path = at("one.html");
    const write = ["lesson", "pseudoreplication", "--language", "de", "--out", path];
    expect((await run(...write)).code).toBe(0);
    const html = readFileSync(path, "utf8");
    expect(html).toContain('<html lang="de" data-lesson="pseudoreplication">');
    expect(html).not.toMatch(
      /<script[^>]* src=|<link[^>]*href="(?!data:)|https?:\/\/(?!www\.w3\.org)[^"]*\.js/,
    );
    expect(html.match(/script-src ('sha256-[^']{43}=' ){3}'unsafe-eval'/)).not.toBeNull();
    expect((await run(...write)).code).toBe(0);
    writeFileSync(path, "my notes\n");
    expect((await run(...write)).err).toContain("HP0828");
    expect(readFileSync(path, "utf8")).toBe("my notes\n");
    expect((await run(...write, "--force")).code).toBe(0);
  });

  it("writes all pages into a folder", async () => {
    expect((await run("lesson", "--out", at("site"))).code).toBe(0);
    expect((await run("lesson", "--out", at("site"))).code).toBe(0);
    const files = readdirSync(at("site"));
    for (const name of ["index", ...names]) {
      expect(files).toContain(`${name}.html`);
      expect(files).toContain(`${name}.de.html`);
    }
    const links = files
      .filter((name) => name.endsWith(".html"))
      .flatMap((name) => [...readFileSync(at(`site/${name}`), "utf8").matchAll(/(?:href|src)="([^":]+)"/g)]);
    for (const [, link] of links) expect(existsSync(at(`site/${link!.split("#")[0]}`)), link).toBe(true);
  });

  it("says when a port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { err, code } = await run("lesson", "--no-open", "--port", String(port));
    other.close();
    expect(err).toContain(`HP1052: port ${port} cannot be had`);
    expect(code).toBe(1);
  });

  it("serves until it is interrupted, and says where", async () => {
    const child = spawn(process.execPath, [mainFile, "lesson", "pseudoreplication"], { stdio: "pipe" });
    const address = await new Promise<string>((resolve) => {
      child.stdout.once("data", (bytes) => resolve(String(bytes).trim()));
    });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pseudoreplication\.html$/);
    expect(await (await fetch(address)).text()).toContain("data-place");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});

describe("the server of the lessons", () => {
  it("gives pages, compressed as the browser likes, and nothing else", async () => {
    const server = await serveLessons(await readLessonSite(), 0);
    try {
      const get = (path: string, init?: RequestInit) => fetch(`${server.address}${path}`, init);
      expect(await (await get("")).text()).toContain("pseudoreplication.html");
      expect(
        (await get("kit.js", { headers: { "accept-encoding": "gzip, br" } })).headers.get("content-encoding"),
      ).toBe("br");
      const zipped = await get("kit.js", { headers: { "accept-encoding": "gzip" } });
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
      expect(await zipped.text()).toBe((await readLessonSite()).files.get("kit.js"));
      expect((await get("../package.json")).status).toBe(404);
      expect((await get("kit.js", { method: "POST" })).status).toBe(405);
    } finally {
      await server.close();
    }
  });
});
