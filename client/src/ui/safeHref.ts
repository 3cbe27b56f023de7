const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** An address from data, if following it runs nothing; else undefined. */
export function safeHref(address: string): string | undefined {
  try {
    const url = new URL(address, window.location.origin);
    return SCHEMES.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
