/** What a reader moves, chooses and presses: native elements with labels, so that keyboards and screen readers know them. */

import type { PageParts } from "./page.ts";

let made = 0;

function newId(): string {
  made++;
  return `control-${made}`;
}

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** What is said of a value; the number itself if not given. */
  readonly format?: (value: number) => string;
  /** While it is moved, and once at the end. */
  readonly onInput: (value: number) => void;
}

export interface Slider {
  readonly value: () => number;
  /** Moves it without telling `onInput`. */
  readonly set: (value: number) => void;
}

/** A range with its label and its value in words. */
export function addSlider(page: PageParts, parent: Element, options: SliderOptions): Slider {
  const { label, min, max, step, value, format = String, onInput } = options;
  const id = newId();
  const row = page.add(parent, "div", { class: "slider" });
  page.add(row, "label", { for: id }, label);
  const numbers = { min: String(min), max: String(max), step: String(step) };
  const input = page.add(row, "input", { type: "range", id, ...numbers });
  const output = page.add(row, "output", { for: id });
  const show = (): void => {
    const text = format(input.valueAsNumber);
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  input.value = String(value);
  show();
  input.addEventListener("input", () => {
    show();
    onInput(input.valueAsNumber);
  });
  return {
    value: () => input.valueAsNumber,
    set: (next) => {
      input.value = String(next);
      show();
    },
  };
}

/** A button; what it does may take a while, in which it cannot be pressed again. */
export function addButton(
  page: PageParts,
  parent: Element,
  label: string,
  onPress: () => void | Promise<void>,
): HTMLButtonElement {
  const button = page.add(parent, "button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await onPress();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
  return button;
}

export interface ChoiceOptions<Value extends string> {
  readonly label: string;
  /** By value, what is said of it. */
  readonly choices: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Radio buttons, one of which is chosen. */
export function addChoice<Value extends string>(
  page: PageParts,
  parent: Element,
  { label, choices, value, onChange }: ChoiceOptions<Value>,
): { readonly value: () => Value } {
  const name = newId();
  let chosen = value;
  const group = page.add(parent, "fieldset", { class: "choice" });
  page.add(group, "legend", {}, label);
  for (const [one, text] of Object.entries(choices) as [Value, string][]) {
    const line = page.add(group, "label");
    const input = page.add(line, "input", { type: "radio", name, value: one });
    input.checked = one === value;
    line.append(` ${text}`);
    input.addEventListener("change", () => {
      chosen = one;
      onChange(one);
    });
  }
  return { value: () => chosen };
}

/** A box that is checked or not. */
export function addCheck(
  page: PageParts,
  parent: Element,
  label: string,
  isChecked: boolean,
  onChange: (isChecked: boolean) => void,
): { readonly value: () => boolean } {
  const line = page.add(parent, "label", { class: "check" });
  const input = page.add(line, "input", { type: "checkbox" });
  input.checked = isChecked;
  line.append(` ${label}`);
  input.addEventListener("change", () => onChange(input.checked));
  return { value: () => input.checked };
}
