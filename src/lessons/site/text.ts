/** The texts of lessons as the build makes them of `docs/lessons/*.md`: HTML with places, and words for what stands in these. */

import type { Words } from "../kit/page.ts";

/** A page in one language. */
export interface PageText {
  /** "pseudoreplication"; of pages that are no lesson "index" and "teachers". */
  readonly name: string;
  /** "en" */
  readonly language: string;
  readonly title: string;
  /** In a sentence, for lists and for search; the text's first paragraph. */
  readonly about: string;
  readonly html: string;
  readonly words: Words;
}

/** All pages in all languages, in the order of the lessons. */
export interface SiteTexts {
  readonly pages: readonly PageText[];
  /** Words that all pages share, by language. */
  readonly shared: Readonly<Record<string, Words>>;
}

/** The name of a page's file: "pseudoreplication.de.html". English, the first language, needs no ending. */
export function fileOf({ name, language }: Pick<PageText, "name" | "language">): string {
  return language === "en" ? `${name}.html` : `${name}.${language}.html`;
}
