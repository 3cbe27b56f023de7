/** Checks what somebody filled in, one field at a time, by the same rules as the server. */

import type { FormField } from "../../api/schema";
import * as texts from "../../texts/texts";
import type { Value } from "../expressions/values";
import { AnswerFault, type FaultCode } from "./answerFault";
import { isEmpty, offersChoices } from "./formField";
import { dateIn, momentIn } from "./moments";

const MOST_CHARACTERS = 100_000;
const MOST_CHOSEN = 1000;
const MOST_FILES = 20;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an address has none.
const EMAIL = /^[^@\s\x00-\x1f]{1,64}@[^@\s.\x00-\x1f]+(?:\.[^@\s.\x00-\x1f]+)+$/u;

/** The choices of a field: the value by its text. */
export type Choices = ReadonlyMap<string, Value>;

/** How an answer is checked: the choices of a field that offers some, and the zone of times. */
export interface AnswerRules {
  readonly isRequired: boolean;
  readonly choices?: Choices;
  readonly zone: string;
}

/** Returns the value for the workflow, undefined for none; throws AnswerFault. */
export function answerOf(field: FormField, value: Value, rules: AnswerRules): Value {
  if (isEmpty(field, value)) {
    if (rules.isRequired) {
      throw new AnswerFault("valueMissing", texts.forms.faults.missing(field.type));
    }
    return leftEmpty(field, value);
  }
  if (field.type === "multi_select") {
    return several(field, value, rules.choices);
  }
  if (field.type !== "checkbox" && field.type !== "file" && offersChoices(field)) {
    return chosen(value, rules.choices);
  }
  return ofType(field, value, rules.zone);
}

/** Returns the text of a value in a list of choices. */
export function choiceText(value: Value): string {
  return String(value);
}

function leftEmpty(field: FormField, value: Value): Value {
  if (field.type === "checkbox") {
    return false;
  }
  if (field.type === "multi_select" && value !== null && value !== undefined) {
    return [];
  }
  const isText = field.type === "text" || field.type === "textarea";
  const isPlain = isText && !offersChoices(field) && !field.secret;
  return isPlain && typeof value === "string" ? value : undefined;
}

function ofType(field: FormField, value: Value, zone: string): Value {
  switch (field.type) {
    case "checkbox":
      return ticked(value);
    case "number":
      return number(field, value);
    case "email":
      return email(field, value);
    case "date":
      return moment(field, value, dateIn, texts.forms.faults.noDate);
    case "datetime":
      return moment(field, value, (text) => momentIn(text, zone), texts.forms.faults.noTime);
    case "file":
      return files(field, value);
    default:
      return text(field, value);
  }
}

function text(field: FormField, value: Value): string {
  if (typeof value !== "string") {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noText);
  }
  const length = [...value].length;
  if (length > MOST_CHARACTERS) {
    throw new AnswerFault("tooLong", texts.forms.faults.tooLong(length, MOST_CHARACTERS));
  }
  requireRange(field, length, CHARACTERS);
  const { pattern, message } = field.validation ?? {};
  if (pattern && !matches(pattern, value)) {
    throw new AnswerFault("patternMismatch", message ?? texts.forms.faults.noMatch);
  }
  return value;
}

/** A pattern that only the server can read is left to the server. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}

function email(field: FormField, value: Value): string {
  const found = typeof value === "string" ? value.trim() : "";
  if (found.length > 254 || !EMAIL.test(found)) {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noEmail);
  }
  return text(field, found);
}

function number(field: FormField, value: Value): number {
  const found = typeof value === "string" && value.length <= 100 ? numberIn(value) : value;
  if (typeof found !== "number" || !Number.isFinite(found)) {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noNumber);
  }
  requireRange(field, found, NUMBERS);
  return found + 0; // no negative zero
}

function numberIn(value: string): number | undefined {
  const bare = value.trim();
  return NUMBER.test(bare) ? Number(bare) : undefined;
}

function ticked(value: Value): true {
  if (value !== true) {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noTick);
  }
  return true;
}

function moment(
  field: FormField,
  value: Value,
  read: (text: string) => number | undefined,
  fault: string,
): string {
  const found = typeof value === "string" ? read(value) : undefined;
  if (typeof value !== "string" || found === undefined) {
    throw new AnswerFault("typeMismatch", fault);
  }
  const { min, max, message } = field.validation ?? {};
  if (typeof min === "string" && found < (read(min) ?? found)) {
    throw new AnswerFault("rangeUnderflow", message ?? texts.forms.faults.notBefore(min));
  }
  if (typeof max === "string" && found > (read(max) ?? found)) {
    throw new AnswerFault("rangeOverflow", message ?? texts.forms.faults.notAfter(max));
  }
  return value;
}

function files(field: FormField, value: Value): Value {
  const paths: readonly Value[] = Array.isArray(value) ? value : [value];
  if (!paths.every((path) => typeof path === "string")) {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noFile);
  }
  if (Array.isArray(value) && !field.multiple) {
    throw new AnswerFault("tooMany", texts.forms.faults.oneFile);
  }
  if (paths.length > MOST_FILES) {
    throw new AnswerFault("tooMany", texts.forms.faults.manyFiles(paths.length, MOST_FILES));
  }
  requireRange(field, paths.length, FILES);
  return value;
}

function several(field: FormField, value: Value, choices: Choices | undefined): Value {
  const parts = typeof value === "string" ? value.split(",").map((part) => part.trim()) : value;
  if (!Array.isArray(parts) || parts.length > MOST_CHOSEN) {
    throw new AnswerFault("typeMismatch", texts.forms.faults.noList);
  }
  const found = parts.filter((each) => each !== "").map((each: Value) => chosen(each, choices));
  requireRange(field, found.length, CHOSEN);
  return found;
}

function chosen(value: Value, choices: Choices | undefined): Value {
  const isScalar = value === null || typeof value !== "object";
  if (!isScalar || !choices?.has(choiceText(value))) {
    throw new AnswerFault("notAChoice", texts.forms.faults.noChoice);
  }
  return choices.get(choiceText(value));
}

/** What `min` and `max` of a type bound: its unit, and the codes below and above. */
interface Measure {
  readonly unit: "none" | "characters" | "chosen" | "files";
  readonly below: FaultCode;
  readonly above: FaultCode;
}

const CHARACTERS: Measure = { unit: "characters", below: "tooShort", above: "tooLong" };
const NUMBERS: Measure = { unit: "none", below: "rangeUnderflow", above: "rangeOverflow" };
const CHOSEN: Measure = { unit: "chosen", below: "tooFew", above: "tooMany" };
const FILES: Measure = { unit: "files", below: "tooFew", above: "tooMany" };

function requireRange(field: FormField, found: number, measure: Measure): void {
  const { min, max, message } = field.validation ?? {};
  if (typeof min === "number" && found < min) {
    throw new AnswerFault(
      measure.below,
      message ?? texts.forms.faults.atLeast(min, texts.forms.faults.units[measure.unit]),
    );
  }
  if (typeof max === "number" && found > max) {
    throw new AnswerFault(
      measure.above,
      message ?? texts.forms.faults.atMost(max, texts.forms.faults.units[measure.unit]),
    );
  }
}
