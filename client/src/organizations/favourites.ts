import { starsNamed } from "../session/stars";

/** The scopes with a star, and a function that gives or takes one. */
export const useFavourites = starsNamed("favouriteOrganizations");
