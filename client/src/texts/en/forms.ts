import { formFaults } from "./formFaults";

export const forms = {
  title: "Forms",
  says: "Fill in a form to get something done.",
  faults: formFaults,
};
