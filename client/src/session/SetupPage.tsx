import { FirstAdministratorPage } from "./FirstAdministratorPage";
import { SetPasswordPage } from "./SetPasswordPage";
import { takeToken } from "./takeToken";

/** The page of links that the server prints: the first administrator's, or one to set a password. */
export function SetupPage() {
  const token = takeToken();
  return token?.startsWith("bfs_") ? <FirstAdministratorPage token={token} /> : <SetPasswordPage />;
}
