interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

export const code = {
  title: "Code",
  says: "The workspace: workflows and modules that all organizations share.",
  files: "Files",
  noFiles: "The workspace is empty",
  noFilesSays: "Make a file, or upload a zip.",
  newFile: "New file",
  newFolder: "New folder",
  upload: "Upload a zip",
  uploadFile: "Zip to upload",
  download: "Download",
  uploaded: (count: number) =>
    count === 1 ? "1 file was uploaded" : `${count} files were uploaded`,
  uploadHere: "Upload a zip here",
  treeKeys:
    "Arrows move and unfold, Enter opens, F2 renames or moves, Delete deletes. Drag to move.",
  fileOf: (path: string) => `File ${path}`,
  folderOf: (path: string) => `Folder ${path}`,
  actions: (path: string) => `Actions of ${path}`,
  rename: "Rename or move",
  remove: "Delete",
  removeSays: (path: string) =>
    `${path} is deleted for all organizations. For 90 days it can be restored under Deleted files.`,
  removeIt: "Delete",
  pathOfFile: "Path of the new file",
  pathOfFolder: "Path of the new folder",
  newPath: "New path",
  make: "Make",
  move: "Move",
  platform: "All organizations",

  open: "Open files",
  nothingOpen: "No file is open",
  nothingOpenSays: "Choose a file of the tree.",
  notText: "This file is not text: download its folder to look at it.",
  closeFile: (name: string) => `Close ${name}`,
  dirty: "not saved",
  textOf: (path: string) => `Text of ${path}`,
  save: "Save",
  keys: "Ctrl+S saves, Ctrl+F finds, Ctrl+P opens a file. To leave the text with Tab, press Escape first.",
  leave: "Leave without saving?",
  leaveSays: (paths: readonly string[]) => `Not saved: ${paths.join(", ")}.`,
  leaveIt: "Leave",
  closeIt: "Close without saving",
  stay: "Stay",

  problems: "Problems",
  noProblems: "No problems found.",
  line: (line: number) => `Line ${line}`,
  inFile: "In this file",
  runIt: (name: string) => `Run ${name}`,
  runSays:
    "It runs with the texts of the editor, also those that are not saved, and with the organization's own connections and data. Its record names a draft as the version of the code.",
  runsFor: "Run for",

  tests: "Tests",
  runTests: "Run tests",
  testsSay: "They run with the texts of the editor, without a network and without secrets.",
  testCounts: ({ passed, failed, skipped, seconds }: TestCounts) =>
    `${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds.toFixed(2)} s`,
  testEnds: { passed: "Passed", failed: "Failed", error: "Error", skipped: "Skipped" },
  outputOf: (name: string) => `Output of ${name}`,
  seconds: (seconds: number) => `${seconds.toFixed(2)} s`,
  quickOpen: "Open file",
  pathToOpen: "A few letters of the path",
  noPath: "No file has such a path.",
  noProblemsAtAll: "No problems in the saved files.",
  problemsFound: (count: number) => (count === 1 ? "1 problem" : `${count} problems`),

  help: "Help of a model",
  helpSays:
    "The model is shown this file as it is in the editor. What it writes is checked, tested and shown as a diff; nothing is saved by it.",
  helpWith: "What to do",
  helps: {
    generate: "Write or change this file",
    fix: "Fix an error",
    tests: "Write tests",
    explain: "Explain",
  },
  helpWords: {
    generate: "What it should do",
    fix: "The error",
    explain: "Question (optional)",
  },
  askModel: "Ask",
  draftIs: (isClean: boolean) =>
    isClean ? "A draft: its checks and tests passed" : "A draft that did not pass its checks",
  draftOf: (path: string) => `Draft of ${path}`,
  saveFile: (path: string) => `Save ${path}`,
  isSaved: "Saved",

  transforms: {
    title: "Transform code",
    says: "Nothing is saved: each file is shown as a diff first.",
    kind: "Transformation",
    name: "Name to import",
    source: "Module that has it (optional)",
    old: "Call, as it is written now",
    renamed: "What is called instead",
    arguments: "Arguments that change (optional)",
    argumentsSay:
      "A line for each: its name or position, =, its new name. Nothing after = leaves it out.",
    isAwaited: "The new call is awaited",
    connection: "Connection",
    host: "Host that gets its headers (optional)",
    where: "Which code",
    places: {
      file: "This file, as it is in the editor",
      folder: "The folder of this file",
      everything: "The whole workspace",
    },
    show: "Show what would change",
    saveFirst: (paths: readonly string[]) => `Save first, or choose this file: ${paths.join(", ")}`,
    outcome: (changed: number, unchanged: number) =>
      `${changed} would change, ${unchanged} would stay as they are`,
    failed: (place: string, why: string) => `Not transformed: ${place}: ${why}`,
  },

  versions: "Versions",
  versionsOf: (path: string) => `Versions of ${path}`,
  changes: {
    write: "Saved",
    upload: "Uploaded in a zip",
    rename: "Renamed or moved",
    restore: "Restored",
    delete: "Deleted",
    found: "Changed outside the editor",
  },
  isNow: "as it is now",
  unknownAuthor: "Unknown",
  onlyVersion: "There is no other version of this file.",
  ifRestored: "What restoring this version changes",
  noTextToCompare: "This version is not text: it can be restored, but not compared.",
  saveToRestore: "The editor has changes that are not saved: save the file to restore a version.",
  restore: "Restore this version",
  restored: "The version was restored",
  deleted: "Deleted files",
  noDeleted: "No file was deleted here in the last 90 days.",
  noDifference: "The texts are the same.",
  difference: (added: number, removed: number) => `Lines: ${added} added, ${removed} removed`,
  unchanged: (count: number) =>
    count === 1 ? "1 line is the same" : `${count} lines are the same`,

  search: "Search",
  searchFor: "Search in all files",
  isPattern: "Regular expression",
  isCaseSensitive: "Match case",
  searchIt: "Search",
  found: (count: number, files: number) => `${count} found in ${files} files`,
  truncated: "There may be more: the search stopped early.",

  conflict: (path: string) => `${path} was changed meanwhile`,
  conflictSays:
    "Changes at different places are put together. Choose where both changed the same lines.",
  noClash: "Both changed different lines: nothing has to be chosen.",
  clash: (number: number) => `Place ${number}`,
  choices: { theirs: "Theirs", mine: "Mine", both: "Both, theirs first" },
  nothing: "(nothing)",
  takeMerged: "Take into the editor",
};
