/** Commands that are planned: who asks for one has not mistyped it. */

const planned = "statistics";

/** The command that the words begin with, or ask help of, if it is one of them; or null. */
export function plannedCommand([first, second]: readonly string[]): string | null {
  const name = first === "help" ? second : first;
  return name !== undefined && planned.split(" ").includes(name) ? name : null;
}
