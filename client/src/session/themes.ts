/** The colour schemes that a user may choose. */
export const THEMES = ["auto", "light", "dark"] as const;
