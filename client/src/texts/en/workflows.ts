export const workflows = {
  title: "Workflows",
  says: "Automations that can run in this organization.",
};
