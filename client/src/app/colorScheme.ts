import { localStorageColorSchemeManager } from "@mantine/core";

/** Reads and writes the key that public/theme.js reads before the first paint. */
export const colorScheme = localStorageColorSchemeManager({ key: "bifrost.theme" });
