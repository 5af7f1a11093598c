/** Which of the scripts that the build makes a page loads, in their order. */

/** Lessons whose engine has more than all need. */
const engines: Readonly<Record<string, string>> = {
  relax: "engine-comparing.js",
  priors: "engine-experimenting.js",
  calibration: "engine-experimenting.js",
  playground: "engine-playground.js",
};

/** What the playground loads when a report is asked for: a thread, and what makes a page of what that says. */
export const reportingScripts = ["engine-reporting.js", "report.js"] as const;

/** What a page loads when it is asked for. */
export function laterScriptsOf(name: string): readonly string[] {
  return name === "playground" ? reportingScripts : [];
}

/** The engine, what pages are made of, and the lesson's own code. */
export function scriptsOf(name: string): readonly [engine: string, kit: string, own: string] {
  return [engines[name] ?? "engine.js", "kit.js", `${name}.js`];
}
