import type { FormField, Option } from "../../../api/schema";
import type { Value } from "../../expressions/values";

/** What every input of a form gets. */
export interface FieldProps {
  readonly field: FormField;
  /** The id of the input, to which the summary of faults leads. */
  readonly id: string;
  readonly value: Value;
  readonly isRequired: boolean;
  readonly fault: string | undefined;
  /** Stands below the input: why the value changed by itself. */
  readonly notice: string | undefined;
  readonly onChange: (value: Value, option?: Option) => void;
}
