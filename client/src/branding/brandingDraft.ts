/** The branding as it is typed, and what is wrong with it. The server has the last word. */

import type { Branding, BrandingUpdate } from "../api/schema";
import * as texts from "../texts/texts";
import { contrast } from "../ui/shades";

export interface LinkDraft {
  /** Of this page only, to tell the rows apart. */
  readonly key: number;
  readonly label: string;
  readonly url: string;
}

export interface BrandingDraft {
  readonly name: string;
  readonly accent: string;
  readonly links: readonly LinkDraft[];
}

export const MOST_LINKS = 6;
/** WCAG 2.2, 1.4.3: the least contrast of text of normal size. */
const LEAST_CONTRAST = 4.5;
const COLOUR = /^#[0-9a-f]{6}$/i;

export function draftOf({ name, accent, links }: Branding): BrandingDraft {
  return { name, accent, links: links.map(({ label, url }, key) => ({ key, label, url })) };
}

function isColour(text: string): boolean {
  return COLOUR.test(text.trim());
}

/** The colour as the browser's chooser takes it: black while what was typed is none. */
export function chosenColour(text: string): string {
  return isColour(text) ? text.trim().toLowerCase() : "#000000";
}

/** How well white text can be read on a colour, such as 5.21; undefined if it is no colour. */
export function contrastOf(accent: string): number | undefined {
  return isColour(accent) ? contrast(accent.trim(), "#ffffff") : undefined;
}

export function isReadable(accent: string): boolean {
  return (contrastOf(accent) ?? 0) >= LEAST_CONTRAST;
}

/** Without the rows of links that nothing was typed into. */
export function withoutEmptyLinks(draft: BrandingDraft): BrandingDraft {
  const isGiven = ({ label, url }: LinkDraft) => label.trim() !== "" || url.trim() !== "";
  return { ...draft, links: draft.links.filter(isGiven) };
}

export function updateOf(draft: BrandingDraft): BrandingUpdate {
  const { name, accent, links } = withoutEmptyLinks(draft);
  return {
    name: name.trim(),
    accent: accent.trim(),
    links: links.map(({ label, url }) => ({ label: label.trim(), url: url.trim() })),
  };
}

/** Faults by the place that the server would name, too: `name`, `accent`, `links.0.url`. */
export function faultsOf(draft: BrandingDraft): Map<string, string> {
  const faults = new Map<string, string>();
  if (draft.name.trim() === "") faults.set("name", texts.branding.required);
  if (!isColour(draft.accent)) faults.set("accent", texts.branding.noColour);
  else if (!isReadable(draft.accent)) faults.set("accent", texts.branding.isUnreadable);
  updateOf(draft).links?.forEach(({ label, url }, place) => {
    if (label === "") faults.set(`links.${place}.label`, texts.branding.required);
    if (!url.startsWith("https://")) faults.set(`links.${place}.url`, texts.branding.noHttps);
  });
  return faults;
}
