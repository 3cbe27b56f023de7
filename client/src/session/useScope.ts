import { useParams } from "@tanstack/react-router";
import type { Scope } from "../api/scope";

/** The scope that the page's address names. Every request and every cache key is made from it. */
export function useScope(): Scope {
  return useParams({ from: "/o/$organization" }).organization;
}
