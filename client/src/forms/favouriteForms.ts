import { starsNamed } from "../session/stars";

/** The ids of the forms with a star, and a function that gives or takes one. */
export const useFavouriteForms = starsNamed("favouriteForms");
