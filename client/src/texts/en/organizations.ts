export const organizations = {
  title: "Organizations",
  says: "The customers that are managed here.",
};
