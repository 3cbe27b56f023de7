/** What the type of a field says of it, by the rules of the server. */

import type { FormField } from "../../api/schema";
import type { Value } from "../expressions/values";

const CHOICES: ReadonlySet<FormField["type"]> = new Set(["select", "multi_select", "radio"]);
const MOST_CHARACTERS = 100_000;
const MOST_CHOSEN = 1000;

/** Whether a field takes a value: a text to read takes none. */
export function takesValue(field: FormField): boolean {
  return field.type !== "markdown" && field.type !== "html";
}

export function offersChoices(field: FormField): boolean {
  return CHOICES.has(field.type) || hasProvider(field);
}

export function hasProvider(field: FormField): boolean {
  return (field.dataProvider ?? null) !== null;
}

/** Whether a value counts as left empty: spaces do, and a box that is not ticked. */
export function isEmpty(field: FormField, value: Value): boolean {
  if (field.type === "checkbox" && value === false) {
    return true;
  }
  if (typeof value === "string") {
    return value.trim() === "";
  }
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Returns the value that a field has while it is empty. */
export function emptyValue(field: FormField): Value {
  switch (field.type) {
    case "checkbox":
      return false;
    case "multi_select":
      return [];
    case "file":
      return null;
    default:
      return "";
  }
}

/** Returns the value if the field could have it, else an empty one: expressions read it. */
export function fittingValue(field: FormField, value: Value): Value {
  return isFitting(field, value) ? value : emptyValue(field);
}

function isFitting(field: FormField, value: Value): boolean {
  if (field.type === "checkbox") {
    return typeof value === "boolean";
  }
  if (typeof value === "string") {
    return value.length <= MOST_CHARACTERS;
  }
  if (field.type === "multi_select" || field.type === "file") {
    return Array.isArray(value) && value.length <= MOST_CHOSEN && value.every(isScalar);
  }
  const isNumeric = field.type === "number" || hasProvider(field);
  return isNumeric && (typeof value === "number" || typeof value === "boolean");
}

function isScalar(value: Value): boolean {
  return typeof value === "string"
    ? value.length <= MOST_CHARACTERS
    : typeof value === "number" || typeof value === "boolean";
}
