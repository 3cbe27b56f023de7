import { useQuery } from "@tanstack/react-query";
import { anonymous, bodyOf } from "../api/client";
import type { Branding } from "../api/schema";
import { recall, remember } from "./storage";

const NAME = "branding";
export const BRANDING_KEY = [NAME] as const;

/** Name, colour, links and logo of this installation; the last known ones until they are here. */
export function useBranding(): Branding | undefined {
  return useQuery<Branding>({
    queryKey: BRANDING_KEY,
    queryFn: ({ signal }) => loadBranding(signal),
    staleTime: 10 * 60_000,
    placeholderData: () => recall(NAME, isBranding),
  }).data;
}

export async function loadBranding(signal?: AbortSignal): Promise<Branding> {
  const branding = await bodyOf(anonymous.GET("/api/branding", { signal: signal ?? null }));
  remember(NAME, branding);
  return branding;
}

function isBranding(value: unknown): value is Branding {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "accent" in value &&
    typeof value.accent === "string" &&
    "links" in value &&
    Array.isArray(value.links) &&
    "logo" in value
  );
}
