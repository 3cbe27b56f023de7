export const xray = {
  title: "X-ray of the form",
  says: "Why each field is shown, required or empty, by what is filled in now.",
  shown: "Shown",
  hidden: "Hidden",
  required: "Required",
  optional: "Optional",
  filled: "Filled in",
  empty: "Empty",
  visibility: "Visibility",
  requirement: "Required",
  value: "Value",
  alwaysShown: "No condition: it is always shown.",
  alwaysRequired: "It is required whatever is filled in.",
  neverRequired: "Nothing makes it required.",
  textOnly: "A text to read: it has no value.",
  fault: (expression: string, message: string) =>
    `“${expression}” cannot be evaluated (${message}), which counts as true.`,
  readsSecret: (expression: string) =>
    `“${expression}” reads a secret field, so its parts are not shown.`,
  secretValue: "A secret: it is not shown.",
  fromDefault: "Its default, since nothing was filled in.",
  hiddenValue: "A hidden field is not sent, whatever it has.",
  waitsFor: (labels: readonly string[]) => `Its choices wait for: ${labels.join(", ")}.`,
  loading: (provider: string) => `The data provider ${provider} is asked right now.`,
  failed: (provider: string, message: string) => `The data provider ${provider} failed: ${message}`,
  offersNothing: (provider: string) =>
    `The data provider ${provider} offers nothing for its inputs.`,
  offers: (provider: string, count: number) =>
    count === 1
      ? `The data provider ${provider} offers 1 choice.`
      : `The data provider ${provider} offers ${count} choices.`,
  notFilled: "Nothing was filled in, and it has no default.",
  reads: (labels: readonly string[]) => `It depends on: ${labels.join(", ")}.`,
  feeds: (labels: readonly string[]) => `These depend on it: ${labels.join(", ")}.`,
  payload: "What would be sent",
  payloadJson: "The answers as JSON",
  payloadCopy: "Copy what would be sent",
};
