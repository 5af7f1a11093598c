/**
 * Groups of InferenceData in JSON, of three layouts: that of ArviZ, `{posterior: {theta: [[[…]]]}, coords: {school: […]}, dims: {theta:
 * ["school"]}}`; the same with nothing but the groups, by chain, draw and index; and that of xarray's `to_dict` for each group,
 * `{posterior: {coords, data_vars: {theta: {dims, data}}}}`.
 */

import { membersOf } from "../json/read.ts";
import {
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  numbersOf,
  textsOf,
} from "../json/value.ts";
import {
  type ArrayGroup,
  type ArrayGroups,
  type AttributeValue,
  defaultDimension,
  defaultLabels,
  groupNames,
  type LabelledArray,
  readerOf,
  sizeOf,
} from "./arrays.ts";

/** Groups of observed data, which no chain and no draw has. */
const withoutDraws: ReadonlySet<string> = new Set([
  "observed_data",
  "constant_data",
  "predictions_constant_data",
]);

interface Named {
  /** Of the dimensions behind chain and draw. */
  readonly dims: JsonObject;
  readonly coords: JsonObject;
}

/** Whether an object has a group of InferenceData. */
export function hasGroups(root: JsonValue | undefined): boolean {
  return isObject(root) && groupNames.some((name) => isObject(root.get(name)));
}

/** The groups of an object; what is no array of draws is told in its group. */
export function readJsonGroups(root: JsonObject): ArrayGroups {
  const named: Named = { dims: membersOf(root.get("dims")), coords: membersOf(root.get("coords")) };
  const groups = new Map<string, ArrayGroup>();
  for (const name of groupNames) {
    const group = root.get(name);
    if (!isObject(group)) continue;
    const attributes = attributesIn(root.get(`${name}_attrs`), group.get("attrs"), root.get("attrs"));
    const variables = group.get("data_vars");
    groups.set(
      name,
      isObject(variables)
        ? groupOf(variables, attributes, (variable, value) =>
            xarrayOf(variable, value, membersOf(group.get("coords"))),
          )
        : groupOf(group, attributes, (variable, value) =>
            plainOf(variable, value, named, withoutDraws.has(name)),
          ),
    );
  }
  return groups;
}

/** What an array is, or why it is none. */
type Made = LabelledArray | string;

function groupOf(
  variables: JsonObject,
  attributes: ReadonlyMap<string, AttributeValue>,
  make: (name: string, value: JsonValue) => Made,
): ArrayGroup {
  const arrays: LabelledArray[] = [];
  const unreadable: { name: string; reason: string }[] = [];
  for (const [name, value] of variables) {
    const made = make(name, value);
    if (typeof made === "string") unreadable.push({ name, reason: made });
    else arrays.push(made);
  }
  return { arrays, attributes, unreadable };
}

function attributesIn(...values: readonly (JsonValue | undefined)[]): ReadonlyMap<string, AttributeValue> {
  const found = new Map<string, AttributeValue>();
  // The nearest counts.
  for (const value of [...values].reverse()) {
    for (const [name, one] of membersOf(value)) {
      if (typeof one === "string" || typeof one === "number") found.set(name, one);
      else if (isArray(one)) found.set(name, one.strings ?? [...one.numbers!]);
    }
  }
  return found;
}

/** Why an array is none of draws; null if it is. */
function faultOf(value: JsonValue | undefined): string | null {
  if (!isArray(value)) return "is no array";
  if (!value.isWhole) return "is cut off";
  if (value.hasObjects || value.numbers === null) return "is not of numbers";
  if (!value.isRectangular) return "has rows of different lengths";
  return null;
}

function plainOf(name: string, value: JsonValue, { dims, coords }: Named, isData: boolean): Made {
  const fault = faultOf(value);
  if (fault !== null) return fault;
  const { shape, numbers } = value as JsonArray;
  const leading = isData ? [] : shape.length === 1 ? ["draw"] : ["chain", "draw"];
  const known = textsOf(dims.get(name));
  const rest = shape.slice(leading.length);
  const fits =
    known.length === rest.length &&
    known.every((one, k) => (labelsIn(coords, one)?.length ?? rest[k]) === rest[k]);
  const names = rest.map((_, k) => (fits ? known[k]! : defaultDimension(name, k)));
  const labels = rest.map((size, k) => labelsFor(coords, names[k]!, size));
  return {
    name,
    dimensions: [...leading, ...names],
    shape,
    labels: [...leading.map((_, k) => defaultLabels(shape[k]!)), ...labels],
    read: readerOf(numbers!, shape),
  };
}

function xarrayOf(name: string, value: JsonValue, coords: JsonObject): Made {
  const one = membersOf(value);
  const data = one.get("data");
  const fault = typeof data === "number" ? null : faultOf(data);
  if (fault !== null) return fault;
  const { shape, numbers } = isArray(data) ? data : { shape: [], numbers: Float64Array.of(data as number) };
  const dimensions = textsOf(one.get("dims"));
  if (dimensions.length !== shape.length)
    return `has ${shape.length} dimensions, of which ${dimensions.length} are named`;
  const labels = dimensions.map((dimension, k) => {
    const found = textsOf(membersOf(coords.get(dimension)).get("data"));
    return found.length === shape[k] ? found : defaultLabels(shape[k]!);
  });
  return { name, dimensions, shape, labels, read: readerOf(numbers!, shape) };
}

function labelsIn(coords: JsonObject, dimension: string): readonly string[] | null {
  const value = coords.get(dimension);
  return isArray(value) &&
    value.shape.length === 1 &&
    sizeOf(value.shape) === (value.strings ?? numbersOf(value))!.length
    ? textsOf(value)
    : null;
}

function labelsFor(coords: JsonObject, dimension: string, size: number): readonly string[] {
  const found = labelsIn(coords, dimension);
  return found !== null && found.length === size ? found : defaultLabels(size);
}
