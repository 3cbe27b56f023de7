export const subscriptions = {
  name: "Name",
  workflow: "Workflow",
  filter: "Filter",
  filterSays: "An expression that has to be true: event.payload.priority <= 2",
  input: "Input as JSON",
  inputSays: "With expressions in {{ }}. Empty: the parameters that the payload has by name.",
  notJson: "This is not an object of JSON.",
  isEnabled: "Starts its workflow",
  save: "Save",
  states: { on: "On", off: "Off", paused: "Paused" },
  outcomes: { started: "Started", filtered: "Filtered", refused: "Refused" },
};
