import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Diagnostics } from "../api/schema";
import { Loaded } from "../ui/Loaded";
import { diagnosticsQuery } from "./diagnosticsQueries";

interface StateOfPlatformProps {
  children: (state: Diagnostics) => ReactNode;
}

/** Asks how the platform is, again and again while it is shown. */
export function StateOfPlatform({ children }: StateOfPlatformProps) {
  const found = useQuery(diagnosticsQuery);
  return <Loaded query={found}>{children}</Loaded>;
}
