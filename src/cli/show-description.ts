/** What a model is and how it will be sampled, as text. */

import type { ModelDescription, PlanDescription } from "../run/describe.ts";
import type { Terminal } from "./terminal.ts";

export function renderModelDescription(description: ModelDescription, terminal: Terminal): string {
  const { parameters, definitions, outcomes, plates, constants } = description;
  const parts = [
    section("outcome", outcomes.map(({ name, distribution }) => [name, "~", distribution])),
    section("parameters", parameters.map(({ name, prior, support }) => [name, "~", prior, support])),
    section("defined", definitions.map(({ name, value }) => [name, "=", value])),
    section("constants", constants.map(({ name, value }) => [name, "=", value])),
    section(
      "plates",
      plates.map(({ name, kind, levels }) => [name, kind, levels === null ? "" : `${levels} levels`]),
    ),
  ];
  return parts.filter((part) => part !== "").join("");

  function section(title: string, rows: readonly (readonly string[])[]): string {
    if (rows.length === 0) return "";
    return `  ${terminal.paint(title, "muted")}\n${indent(renderCells(rows))}`;
  }
}

export function renderPlan(plan: PlanDescription, terminal: Terminal): string {
  const heading = (text: string): string => `${terminal.paint(text, "header")}\n`;
  const sampled = plan.sampled.map(({ name, size, words }) => [name, String(size), words]);
  const passes = plan.passes.map(({ domain, size, operations }) => [
    `over ${domain}`,
    `${size} ${size === 1 ? "element" : "elements"}`,
    `${operations} operations each`,
  ]);
  return [
    heading("what is integrated out"),
    "    nothing: this version samples every parameter\n",
    heading(`what is sampled, by ${plan.method}: ${plan.dimension} numbers on the unconstrained scale`),
    indent(renderCells(sampled)),
    heading(`what one gradient costs: about ${plan.operations} operations`),
    passes.length === 0 ? "    no loop\n" : indent(renderCells(passes)),
    heading("why not another method"),
    indent(renderCells(plan.refused.map(({ method, reason }) => [method, reason]))),
  ].join("");
}

function renderCells(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((widest, row) => {
    row.forEach((cell, i) => {
      widest[i] = Math.max(widest[i] ?? 0, [...cell].length);
    });
    return widest;
  }, []);
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell + " ".repeat(widths[i]! - [...cell].length))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join("");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
