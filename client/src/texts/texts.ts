// The texts of the built language, by area: `texts.runs.title`, `texts.common.retryIn(4)`. The
// build puts each area into the chunks that use it, so this file must stay a list of exports.
export { common } from "./en/common";
export { forms } from "./en/forms";
export { runs } from "./en/runs";
export { session } from "./en/session";
export { shell } from "./en/shell";
export { workflows } from "./en/workflows";
