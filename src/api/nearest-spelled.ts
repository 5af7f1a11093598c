/** The name that was likely meant, whether Greek letters were written out or not. */

import { asciiName } from "../language/names.ts";
import { nearestName } from "../problems/nearest-name.ts";

/** The nearest of the names, as it is spelled there; null where none is near. */
export function nearestSpelled(name: string, names: readonly string[]): string | null {
  const written = names.map(asciiName);
  const nearest = nearestName(asciiName(name), written);
  return nearest === null ? null : names[written.indexOf(nearest)]!;
}
