import { common } from "./en/common";
import { forms } from "./en/forms";
import { organizations } from "./en/organizations";
import { runs } from "./en/runs";
import { session } from "./en/session";
import { shell } from "./en/shell";
import { workflows } from "./en/workflows";

export const en = { common, forms, organizations, runs, session, shell, workflows };

/** Every text of the client. A language is an object of this type. */
export type Catalog = typeof en;
