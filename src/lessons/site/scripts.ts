/** Which of the scripts that the build makes a page loads, in their order. */

/** Lessons whose engine has more than all need. */
const engines: Readonly<Record<string, string>> = {
  relax: "engine-comparing.js",
  priors: "engine-experimenting.js",
  calibration: "engine-experimenting.js",
  playground: "engine-playground.js",
};

/** The engine, what pages are made of, and the lesson's own code. */
export function scriptsOf(name: string): readonly [engine: string, kit: string, own: string] {
  return [engines[name] ?? "engine.js", "kit.js", `${name}.js`];
}
