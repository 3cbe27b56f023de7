import * as texts from "../texts/texts";

export const SHORTEST = 12;
export const LONGEST = 128;
const GOOD = 20;

/** Words for how good a new password is; the server decides. */
export function passwordStrength(password: string): string {
  const length = [...password].length;
  if (length < SHORTEST) return texts.session.strength.short(SHORTEST - length);
  return length < GOOD ? texts.session.strength.fair : texts.session.strength.good;
}
