import { MantineProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { useBranding } from "../ui/useBranding";
import { colorScheme } from "./colorScheme";
import { cssVariables, DEFAULT_ACCENT, themeOf } from "./theme";

interface LookProps {
  children: ReactNode;
}

/** The theme, in the colour of this installation. */
export function Look({ children }: LookProps) {
  const accent = useBranding()?.accent ?? DEFAULT_ACCENT;
  const theme = useMemo(() => themeOf(accent), [accent]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      cssVariablesResolver={cssVariables}
    >
      <ErrorBoundary>{children}</ErrorBoundary>
    </MantineProvider>
  );
}
