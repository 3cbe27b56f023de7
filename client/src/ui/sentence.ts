/** A reason of the API, which begins in lower case there, as a sentence begins; names stay. */
export function sentence(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
