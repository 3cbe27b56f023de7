export const edits = {
  save: "Save",
  edit: "Edit",
  remove: "Delete",
  done: "Done",
  conflict: "Two versions",
  conflictSays:
    "Another user saved a newer version while you were typing. Decide which of both to keep.",
  conflictSame: "Both say the same.",
  field: "Field",
  theirs: "Theirs, saved",
  mine: "Mine, not saved",
  keepEditing: "Go on typing",
  takeTheirs: "Take theirs",
  writeMine: "Write mine over it",
  changedSince: "Another user changed it since this page showed it: load the page again, and look.",
  waiting: "What still waits",
  waitingNone: "No run waits because of it.",
  waitingRuns: (count: number, hasMore: boolean) =>
    `${hasMore ? "More than " : ""}${count} ${count === 1 ? "run waits" : "runs wait"} to be started.`,
  waitingKeys: (count: number) =>
    `${count} API ${count === 1 ? "key" : "keys"} that this user made stay valid: revoke them yourself.`,
  waitingCancel: "Cancel them",
  waitingKeep: "Let them run",
  refused: "This page is for platform administrators",
  refusedSays: "Ask one of them for what you need here.",
};
