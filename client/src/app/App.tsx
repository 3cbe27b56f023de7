import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "../api/queryClient";
import { Look } from "./Look";
import { PublicPage } from "./PublicPage";
import { SessionGate } from "./SessionGate";

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <PublicPage otherwise={<SessionGate />} />
      </Look>
    </QueryClientProvider>
  );
}
