import { createContext } from "react";
import type { SessionView } from "../api/schema";

export const SessionContext = createContext<SessionView | undefined>(undefined);
