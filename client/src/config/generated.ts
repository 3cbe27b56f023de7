const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_";
const LENGTH = 40;

/** A random secret of 40 characters, none of which is mistaken for another. */
export function generated(): string {
  const found: string[] = [];
  while (found.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // The bytes beyond a multiple of the letters would make some of them more frequent.
      if (byte < 256 - (256 % LETTERS.length)) found.push(LETTERS.charAt(byte % LETTERS.length));
    }
  }
  return found.slice(0, LENGTH).join("");
}
