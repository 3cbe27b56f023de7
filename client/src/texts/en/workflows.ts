export const workflows = {
  title: "Workflows",
  says: "Automations that you may start in this organization.",
  filter: "Filter workflows",
  name: "Name",
  category: "Category",
  tags: "Tags",
  empty: "No workflow can be started by you here",
  emptySays: "A workflow says who may start it. Ask your administrator for access.",
  noMatch: (typed: string) => `No workflow matches “${typed}”`,
};
