/** What the fields of a dialog get: the draft, what the server says against it, and how it changes. */
export interface FieldsProps<Draft> {
  draft: Draft;
  /** By the name of the field. */
  problems: ReadonlyMap<string, string>;
  onChange: (draft: Draft) => void;
}

/** One thing of a draft, as it is compared in a conflict. */
export interface Compared {
  label: string;
  text: string;
}
