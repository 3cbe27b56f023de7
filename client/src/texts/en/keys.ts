export const keys = {
  /** What the keys do besides leading to a page. */
  help: [
    { keys: ["Ctrl", "K"], does: "Go to a page, form, workflow, organization or run" },
    { keys: ["/"], does: "Go to the filter of the page" },
    { keys: ["j"], does: "The next row of a list" },
    { keys: ["k"], does: "The row before" },
    { keys: ["Enter"], does: "Open the row" },
    { keys: ["x"], does: "Select the row" },
    { keys: ["Shift", "x"], does: "Select every row from the last selected one to this one" },
    { keys: ["p"], does: "Preview the run of the row" },
    { keys: ["?"], does: "This list" },
    { keys: ["Esc"], does: "Close what is open" },
  ],
};
