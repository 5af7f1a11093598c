/** Linear forms seen from other domains: carried to a context, picked from a whole, spread over elements. */

import type { QuantityReference } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import { indexedBy } from "../model/labelled.ts";
import { remembered } from "../model/remembered.ts";
import { carryForm, type LinearForm } from "./linear-form.ts";
import { type ColumnRegistry, one } from "./row-column.ts";

/** Of one model, with the columns that its forms are made of. */
export class FormCarrier {
  private readonly model: BoundModel;
  private readonly registry: ColumnRegistry;

  constructor(model: BoundModel, registry: ColumnRegistry) {
    this.model = model;
    this.registry = registry;
  }

  /** The form over the leading domain of component k of vectors of length `size`. */
  restrict(form: LinearForm, k: number, size: number, leading: Domain): LinearForm {
    if (size === 1) return form;
    return this.picked(
      form,
      Int32Array.from({ length: leading.size }, (_, i) => i * size + k),
      leading,
    );
  }

  /** Elements of a form over `whole`, as a form over `leading`. */
  pick(form: LinearForm, elements: Int32Array, whole: Domain, leading: Domain): LinearForm {
    return whole.size === leading.size ? form : this.picked(form, elements, leading);
  }

  private picked(form: LinearForm, picks: Int32Array, leading: Domain): LinearForm {
    const picked = carryForm(form, picks, this.registry);
    if (leading !== scalarDomain) return picked;
    return picked.map((term) => ({ ...term, scale: term.scale * term.column.at(0), column: one }));
  }

  /** A form over `from` as seen from the context. */
  carry(form: LinearForm, from: Domain, context: Domain): LinearForm {
    if (from === context) return form;
    if (from === scalarDomain) return this.spread(form, context);
    const map = this.model.domains.mapBetween(context, from);
    if (map === null) throw new Error(`no way from ${context.name} to ${from.name}`);
    return carryForm(form, map.indices, this.registry);
  }

  /** The same by the plates that a quantity is indexed with, which may be columns of its plates. */
  carryBy({ indices }: QuantityReference, form: LinearForm, from: Domain, context: Domain): LinearForm {
    const by = indexedBy(this.model, from, indices);
    return this.carry(this.carry(form, from, by), by, context);
  }

  /** A form of one element, such as that of a level by its label, seen from every element of the context. */
  private spread(form: LinearForm, context: Domain): LinearForm {
    const isSpread = form.every(({ levels }) => levels === null);
    return isSpread ? form : carryForm(form, this.registry.zeros(context.size), this.registry);
  }

  /** The levels of latents as the context itself knows them, by which effects of one factor are found to be of one. */
  withLevelsOf(form: LinearForm, over: Domain, context: Domain): LinearForm {
    const own = context === over ? null : this.model.domains.mapBetween(context, over);
    if (own === null || form.some(({ latent, levels }) => latent?.domain === over && levels === null))
      return form;
    const isSame = new Map<Int32Array, boolean>();
    return form.map((term) => {
      const { latent, levels } = term;
      if (levels === null || latent?.domain !== over) return term;
      const agrees = remembered(isSame, levels, () => levels.every((level, i) => level === own.indices[i]));
      return agrees ? { ...term, levels: own.indices } : term;
    });
  }
}
