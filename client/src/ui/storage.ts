/** Small values of this browser. Storage may be full or forbidden: then nothing is remembered. */

const PREFIX = "bifrost.";

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Not remembered: the page works without it.
  }
}

/** What was remembered, where `isValid` accepts it; an older version may have stored another shape. */
export function recall<T>(name: string, isValid: (value: unknown) => value is T): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets everything of the user who signs out; the colour scheme belongs to the device. */
export function forgetUser(): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && name !== `${PREFIX}theme`) localStorage.removeItem(name);
    }
    sessionStorage.clear();
  } catch {
    // There was nothing to forget.
  }
}
