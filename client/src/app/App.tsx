import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "../api/queryClient";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { colorScheme } from "./colorScheme";
import { PublicPage } from "./PublicPage";
import { SessionGate } from "./SessionGate";
import { cssVariables, DEFAULT_ACCENT, themeOf } from "./theme";

const theme = themeOf(DEFAULT_ACCENT);

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      cssVariablesResolver={cssVariables}
    >
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <PublicPage otherwise={<SessionGate />} />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
