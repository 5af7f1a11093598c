/** All that a page has of Hyperprior, and reports: for pages without a bundler, which take one file. */

export * from "./index.ts";
export * from "./report.ts";
